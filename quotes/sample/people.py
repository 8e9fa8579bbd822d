"""The people of the sample newsroom, and the one password that this installation gave them."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction

from quotes.verification import GROUPS

REPORTER, CHECKER, EDITOR, STANDARDS = GROUPS
ADMINISTRATOR = "administrator"
USERNAMES = {
    REPORTER: "ida",
    CHECKER: "chen",
    EDITOR: "amara",
    STANDARDS: "ruth",
    ADMINISTRATOR: "admin",
}
WORDS = (
    *("amber", "anchor", "basin", "beacon", "bramble", "cedar", "cinder", "clover", "copper"),
    *("current", "ember", "feather", "ferry", "fennel", "gannet", "garnet", "granite", "harbour"),
    *("hazel", "heron", "island", "juniper", "kestrel", "ladder", "lantern", "linden", "marble"),
    *("meadow", "mortar", "nettle", "orchard", "otter", "paddle", "pebble", "pepper", "quarry"),
    *("ribbon", "river", "saddle", "saffron", "shingle", "signal", "silver", "tallow", "timber"),
    *("thistle", "trellis", "velvet", "walnut", "willow"),
)


@dataclass(frozen=True)
class Login:
    """What somebody types to enter the sample newsroom."""

    role: str
    username: str
    password: str


def _file() -> Path:
    return Path(settings.STATE_DIR) / "sample-logins.json"


@transaction.atomic
def make() -> dict[str, User]:
    """The sample's people by role; those who are not there yet are made.

    A person who is there keeps the password they have, whoever gave it to them.
    """
    password = _kept_password()
    team: dict[str, User] = {}
    for role, username in USERNAMES.items():
        person = User.objects.filter(username=username).first()
        team[role] = person or _enter(role, username, password)
    return team


def _enter(role: str, username: str, password: str) -> User:
    if role == ADMINISTRATOR:
        return User.objects.create_superuser(username, password=password)
    person = User.objects.create_user(username, password=password, is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    return person


def logins() -> list[Login]:
    """The logins that work with the password kept here; none where no sample was made."""
    try:
        password = json.loads(_file().read_text())["password"]
    except FileNotFoundError:
        return []
    people = {person.username: person for person in User.objects.filter(is_active=True)}
    return [
        Login(role, username, password)
        for role, username in USERNAMES.items()
        if username in people and people[username].check_password(password)
    ]


def _kept_password() -> str:
    """This installation's password; made, and readable by its owner alone, at the first call."""
    kept = _file()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_name(f"{kept.name}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump({"password": _readable_password()}, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            kept.hardlink_to(fresh)
        except FileExistsError:
            pass  # another process was first: its password holds
        finally:
            fresh.unlink()
    return str(json.loads(kept.read_text())["password"])


def _readable_password() -> str:
    words = [secrets.choice(WORDS) for _ in range(4)]
    return "-".join([*words, str(secrets.randbelow(9000) + 1000)])
