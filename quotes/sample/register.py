"""The sample's outlets and its register of speakers, with the offices they hold and held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.utils.text import slugify

from quotes import attribution
from quotes.models import Position, Precision, Speaker
from sources.models import Outlet

OUTLETS = {
    "Vessaly Press Agency": (Outlet.Kind.WIRE, "vpa.example"),
    "The Ansel Courier": (Outlet.Kind.NEWSPAPER, "anselcourier.example"),
    "Lowmere Gazette": (Outlet.Kind.NEWSPAPER, "lowmeregazette.example"),
    "VBC News": (Outlet.Kind.BROADCASTER, "vbc.example"),
    "The Tideline": (Outlet.Kind.DIGITAL, "tideline.example"),
    "Office of the Prime Minister of Vessaly": (Outlet.Kind.OFFICIAL, "pm.vessaly.example"),
}


@dataclass(frozen=True)
class Office:
    """A title, in which organisation, from when to when, as exactly as it is known."""

    title: str
    organisation: str = ""
    start: date | None = None
    precision: Precision = Precision.DAY
    end: date | None = None


@dataclass(frozen=True)
class Entry:
    """A speaker of the register; the description tells namesakes apart."""

    name: str
    description: str
    offices: tuple[Office, ...] = ()
    aliases: tuple[str, ...] = ()
    confirmed: bool = True


ORGANISATIONS = {
    "harbour-authority": Entry(
        "Port Ansel Harbour Authority", "runs the port", aliases=("Harbour Authority",)
    ),
    "dockers": Entry("Vessaly Dockers’ Union", "trade union", aliases=("Dockers’ Union",)),
    "bank": Entry("Bank of Vessaly", "the central bank"),
    "civic-union": Entry("Civic Union", "party in opposition"),
    "health-service": Entry("Vessaly Health Service", "public hospitals", aliases=("VHS",)),
    "st-brannock": Entry("St Brannock’s Hospital", "hospital in Port Ansel"),
    "rovers": Entry("Lowmere Rovers", "football club", aliases=("Rovers",)),
    "high-court": Entry("High Court", "court in Port Ansel"),
    "climate-council": Entry("Climate Council", "advises the government of Vessaly"),
    "government": Entry("Government of Vessaly", "the cabinet and its ministries"),
    "transport-ministry": Entry("Ministry of Transport", "ministry of Vessaly"),
    "telecom": Entry("Ansel Telecom", "telephone company"),
    "observatory": Entry("Sandrey Observatory", "astronomers on Sandrey"),
}
PEOPLE = {
    "ellingsen": Entry(
        "Marta Ellingsen",
        "harbour master, later minister",
        (
            Office(
                "Harbour Master",
                "harbour-authority",
                date(2019, 1, 1),
                Precision.YEAR,
                end=date(2026, 3, 1),
            ),
            Office("Minister of Transport", "government", date(2026, 3, 2)),
        ),
    ),
    "harrigan": Entry(
        "Dov Harrigan",
        "head of the harbour authority",
        (Office("Chief Executive", "harbour-authority", date(2021, 1, 1), Precision.YEAR),),
    ),
    "tamm": Entry(
        "Rufus Tamm",
        "trade unionist",
        (Office("General Secretary", "dockers", date(2018, 5, 1), Precision.MONTH),),
    ),
    "valdarno": Entry(
        "Ines Valdarno", "central banker", (Office("Governor", "bank", date(2022, 7, 1)),)
    ),
    "solberg-ito": Entry(
        "Gretchen Solberg-Ito",
        "politician",
        (Office("Leader", "civic-union", date(2023, 10, 1), Precision.MONTH),),
    ),
    "achterberg": Entry(
        "Leona Achterberg",
        "physician",
        (Office("Chief Medical Officer", "health-service", date(2020, 1, 1), Precision.YEAR),),
        aliases=("Dr Leona Achterberg",),
    ),
    "wray": Entry("Jonas Wray", "nurse and shop steward", (Office("Nurse", "st-brannock"),)),
    "renwick-manager": Entry(
        "Paul Renwick",
        "football manager",
        (Office("Manager", "rovers", date(2025, 3, 1), Precision.MONTH),),
    ),
    "renwick-lawyer": Entry("Paul Renwick", "defence lawyer", (Office("Defence Lawyer"),)),
    "quist": Entry(
        "Sofia Quist",
        "footballer",
        (Office("Captain", "rovers", date(2024, 7, 1), Precision.MONTH),),
    ),
    "vandermeer": Entry("Ilse Vandermeer", "prosecutor", (Office("Prosecutor"),)),
    "abell": Entry("Corwin Abell", "judge", (Office("Judge", "high-court"),)),
    "hale": Entry("Viktor Hale", "grain trader"),
    "oyelaran-voss": Entry(
        "Nadia Oyelaran-Voss",
        "economist",
        (Office("Chair", "climate-council", date(2022, 1, 1), Precision.YEAR),),
    ),
    "brekke": Entry(
        "Tomas Brekke",
        "politician",
        (Office("Prime Minister", "government", date(2023, 11, 6)),),
    ),
    "arnaud-lyle": Entry(
        "Felix Arnaud-Lyle",
        "head of a telephone company",
        (Office("Chief Executive", "telecom", date(2024, 2, 1), Precision.MONTH),),
    ),
    "kestle": Entry("Mira Kestle", "local politician", (Office("Mayor of Lowmere"),)),
    "perrin": Entry("Aldo Perrin", "fisherman off Sandrey"),
    "morrow": Entry(
        "Edda Morrow",
        "astronomer",
        (Office("Director", "observatory", date(2017, 1, 1), Precision.YEAR),),
    ),
    "brandt": Entry("Theo Brandt", "commuter", confirmed=False),
}


def make_outlets() -> None:
    """Enter the outlets that are not there yet, with the domains they publish under."""
    for name, (kind, domain) in OUTLETS.items():
        outlet, _ = Outlet.objects.get_or_create(
            name=name, defaults={"kind": kind, "slug": slugify(name)}
        )
        outlet.domains.get_or_create(domain=domain)


def make_speakers(*, by: User) -> dict[str, Speaker]:
    """Enter the speakers that are not there yet, organisations first; each under its key."""
    cast = {
        key: _enter(entry, Speaker.Kind.ORGANISATION, by) for key, entry in ORGANISATIONS.items()
    }
    for key, entry in PEOPLE.items():
        cast[key] = _enter(entry, Speaker.Kind.PERSON, by)
        _give_offices(cast[key], entry, cast)
    return cast


def _enter(entry: Entry, kind: Speaker.Kind, by: User) -> Speaker:
    known = Speaker.objects.current().filter(
        kind=kind, name=entry.name, description=entry.description
    )
    speaker = known.first() or attribution.propose_speaker(
        entry.name, kind, description=entry.description
    )
    for alias in entry.aliases:
        attribution.add_alias(speaker, alias, by=by)
    if entry.confirmed:
        attribution.confirm_speaker(speaker, by=by)
    return speaker


def _give_offices(speaker: Speaker, entry: Entry, cast: dict[str, Speaker]) -> None:
    for office in entry.offices:
        Position.objects.get_or_create(
            speaker=speaker,
            title=office.title,
            organisation=cast[office.organisation] if office.organisation else None,
            defaults={
                "start": office.start,
                "start_precision": office.precision,
                "end": office.end,
            },
        )
