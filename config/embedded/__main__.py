"""`python -m config.embedded stop`: sweep up a server that outlived the product."""

import os
import sys

from django.conf import settings

from config.embedded import EmbeddedServer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main() -> int:
    """Stop the embedded server of this project, if it runs."""
    if sys.argv[1:] != ["stop"]:
        print("usage: python -m config.embedded stop", file=sys.stderr)
        return 2
    EmbeddedServer(settings.STATE_DIR).stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
