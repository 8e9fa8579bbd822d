"""The command line: what it says when its reader has gone."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_reader_that_has_read_enough_is_no_fault() -> None:
    command = f'"{sys.executable}" manage.py help --commands | head -n 1'
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout
    assert "Traceback" not in done.stderr
