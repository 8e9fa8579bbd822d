"""The JSON API over quotes: what the public reads, and the editors' moves as verbs."""
