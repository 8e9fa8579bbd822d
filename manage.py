#!/usr/bin/env python
"""Django's command line, run by the project's own virtual environment."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run a management command, or say how to set the project up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        python = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
        if not python.exists() or Path(sys.prefix) == python.parent.parent:
            sys.exit("The project is not set up here yet: run `make setup` first.")
        os.execv(python, [str(python), *sys.argv])  # noqa: S606
    from django.core.exceptions import ImproperlyConfigured
    from django.db import InterfaceError, OperationalError
    from environs import EnvError

    from config.embedded import EmbeddedError

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except (OperationalError, InterfaceError, EmbeddedError) as error:
        if "--traceback" in sys.argv:
            raise
        reason = str(error).strip().partition("\n")[0]
        sys.exit(f"The database can't be used ({reason}). Nothing is half done: try again.")
    except (ImproperlyConfigured, EnvError) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"The settings can't be used: {error}")
    except BrokenPipeError:  # whoever read our output has read enough: `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
