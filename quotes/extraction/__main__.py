"""``python -m quotes.extraction``: see ``--help``."""

import sys

from quotes.extraction.command import main

if __name__ == "__main__":
    sys.exit(main())
