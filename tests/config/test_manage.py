"""The command line: what it says when its reader has gone, or a setting is wrong."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_a_reader_that_has_read_enough_is_no_fault() -> None:
    command = f'"{sys.executable}" manage.py help --commands | head -n 1'
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"HOLD_MINUTES": "0"}, "HOLD_MINUTES is a whole number of minutes from 1 to 1440."),
        ({"NUM_PROXIES": "two"}, '"NUM_PROXIES" invalid: Not a valid integer.'),
    ],
)
@pytest.mark.parametrize("command", [["manage.py", "check"], ["-m", "config.serve"]])
def test_a_wrong_setting_is_one_line(wrong: dict[str, str], told: str, command: list[str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = {"PORT": str(probe.getsockname()[1])}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, env=os.environ | free | wrong,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("The settings can't be used: ")
    assert done.stderr.endswith(f"{told}\n")
    assert done.stderr.count("\n") == 1
