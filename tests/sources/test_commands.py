"""Every command of ours: a misuse is one line on stderr, and so is what a verb refuses."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, get_commands, load_command_class
from django.core.management.base import BaseCommand

from sources.commands import MISUSED, OneLineCommand
from sources.refusal import Refusal

OURS = sorted(
    (app, name)
    for name, app in get_commands().items()
    if app in ("sources", "access", "quotes", "vault", "alerts")
)


def command(app: str, name: str) -> BaseCommand:
    found: BaseCommand = load_command_class(app, name)
    return found


def run(one: BaseCommand, *arguments: str) -> int | str | None:
    """Run it as from the command line; its exit status."""
    with pytest.raises(SystemExit) as ended:
        one.run_from_argv(["manage.py", "the_command", *arguments])
    return ended.value.code


def test_there_are_commands() -> None:
    assert ("quotes", "bulk") in OURS
    assert ("vault", "vault_rotate") in OURS


@pytest.mark.parametrize(("app", "name"), OURS)
def test_an_unknown_option_is_one_line(
    app: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command(app, name), "--no-such\nthing") == MISUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Error: ")
    assert said.err.endswith(" (see manage.py the_command --help)\n")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("bulk", [], "Error: the following arguments are required: move, --by"),
        ("bulk", ["retract", "--by", "eve"], "Error: argument move: invalid choice: 'retract'"),
        ("add_article", ["-", "--published", "soon"], "'soon' is no date; write it as 2025-04-08."),
        ("api_token", ["eve", "--days", "0"], "'0' is not a whole number from 1 to 365."),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    name: str, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command(get_commands()[name], name), *arguments) == MISUSED
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1


def test_help_still_tells_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command("quotes", "bulk"), "--help") == 0
    said = capsys.readouterr()
    assert said.out.startswith("usage: manage.py the_command")
    assert "--dry-run" in said.out
    assert said.err == ""


class Refusing(OneLineCommand):
    """Does what can't be done."""

    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        raise Refusal("Mend this first.")


def test_a_refusal_is_the_commands_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Refusing()) == 1
    assert capsys.readouterr().err == "CommandError: Mend this first.\n"


def test_with_traceback_it_is_raised_whole() -> None:
    with pytest.raises(CommandError, match=r"Mend this first\.") as raised:
        Refusing().run_from_argv(["manage.py", "the_command", "--traceback"])
    assert isinstance(raised.value.__cause__, Refusal)
