"""The review desk: where the newsroom reads a story beside its quotes and decides on each."""
