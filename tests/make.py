"""Rows for tests, built by calling the verbs: every one has a past that the rules allow."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import Group, User

from quotes import attribution, intake, merging, verification
from quotes.extraction import Attribution, Span
from quotes.extraction.attributions import Sureness
from quotes.models import Merger, Position, Quote, QuoteKind, Speaker
from quotes.verification import CHECKLIST, AttributionBasis, State, VerificationBasis
from sources import ingest
from sources.models import Article, ArticleVersion, Outlet

_number = itertools.count(1)

GROUPS = ("reporter", "checker", "desk editor", "standards editor")
CHECKED = dict.fromkeys(CHECKLIST, True)


def make_person(group: str = "", **fields: Any) -> User:
    """A staff member of one of the newsroom's groups, or of none."""
    name = fields.pop("username", f"{group.replace(' ', '-') or 'nobody'}-{next(_number)}")
    person = User.objects.create(
        username=name, is_staff=True, password=fields.pop("password", "!"), **fields
    )
    if group:
        person.groups.add(Group.objects.get(name=group))
    return person


def make_outlet(name: str = "", **fields: Any) -> Outlet:
    """An outlet, made by its name."""
    outlet = ingest.outlet_named(name or f"Harbour Courier {next(_number)}")
    for field, value in fields.items():
        setattr(outlet, field, value)
    outlet.save()
    return outlet


def make_version(
    text: str = "",
    *,
    outlet: str = "Harbour Courier",
    headline: str = "",
    published_at: datetime | None = None,
    url: str = "",
) -> ArticleVersion:
    """A wording that was added as a story; its text is kept as given, for tests count in it."""
    number = next(_number)
    text = text or f"The harbour opens in spring, Mayor Ada Quill said on day {number} of the fair."
    added = ingest.add_reading(
        ingest.Reading(text=text),
        raw=text.encode(),
        outlet=ingest.outlet_named(outlet),
        given=ingest.Given(
            headline=headline or f"Harbour story {number}",
            published_at=published_at or datetime(2026, 3, 3, 9, tzinfo=UTC),
            url=url or f"https://courier.example/stories/{number}",
            media_type="text/plain",
        ),
    )
    return added.version


def make_article(**fields: Any) -> Article:
    """An article with one wording."""
    return make_version(**fields).article


def make_speaker(
    name: str = "",
    *,
    kind: str = Speaker.Kind.PERSON,
    confirmed: bool = True,
    description: str = "",
) -> Speaker:
    """A speaker in the register, confirmed by a checker unless told otherwise."""
    speaker = attribution.propose_speaker(
        name or f"Ada Quill {next(_number)}", kind, description=description
    )
    if confirmed:
        attribution.confirm_speaker(speaker, by=make_person("checker"))
    return speaker


def make_position(speaker: Speaker, title: str, **fields: Any) -> Position:
    """A position of a speaker."""
    return Position.objects.create(speaker=speaker, title=title, **fields)


def make_merger(loser: Speaker, winner: Speaker) -> Merger:
    """One speaker merged into another by a desk editor."""
    editor = make_person("desk editor")
    return merging.merge(loser, into=winner, by=editor, reason="They are one.")


def make_quote(
    state: State = State.CAPTURED,
    *,
    version: ArticleVersion | None = None,
    words: str = "",
    people: dict[str, User] | None = None,
    **changes: Any,
) -> Quote:
    """A quote brought to a state by the verbs; `changes` are what `attribution.amend` takes.

    `words` must stand in the version's text; a version is made around them if none is given.
    `people` names who acts, by group; the rest are made.
    """
    words = words or f"We open the harbour on day {next(_number)}."
    version = version or make_version(f"“{words}” Mayor Ada Quill said on the quay.")
    start = version.text.index(words)
    team = _Team(people or {})
    quote = intake.add_quote(
        version, [[start, start + len(words)]], by=team["reporter"], kind=QuoteKind.DIRECT
    )
    attribution.amend(quote, by=team["reporter"], changes=_attribution(changes))
    bring_to(quote, state, team)
    return quote


def make_found(
    state: State = State.CAPTURED,
    *,
    version: ArticleVersion | None = None,
    words: str = "",
    read: dict[str, Any] | None = None,
    revision: str = "1",
    people: dict[str, User] | None = None,
    **changes: Any,
) -> Quote:
    """A quote that an engine of a revision found, brought to a state by the verbs.

    `read` is what the engine read of it besides the words; `changes` are what a reporter mends.
    """
    words = words or f"We open the harbour on day {next(_number)}."
    version = version or make_version(f"“{words}” Mayor Ada Quill said on the quay.")
    start = version.text.index(words)
    finding = Attribution(
        content=(Span(start, start + len(words), words),),
        **{"cue": (), "source": (), "kind": "direct", "confidence": 0.9} | (read or {}),
    )
    intake.record(version, [finding])
    version.extractions.get_or_create(engine="told", revision=revision, defaults={"found": 1})
    quote = version.quotes.get(content=[[start, start + len(words)]])
    team = _Team(people or {})
    if changes:
        attribution.amend(quote, by=team["reporter"], changes=changes)
    if quote.speaker and not quote.speaker.is_confirmed:
        attribution.confirm_speaker(quote.speaker, by=team["checker"])
    bring_to(quote, state, team)
    return quote


WELL_READ: dict[str, Any] = {
    "speaker": "Ada Quill",
    "speaker_kind": "person",
    "role": "Mayor",
    "said_on": date(2026, 3, 3),
    "sureness": Sureness(span=0.99, speaker=0.97, role=0.8, date=0.9),
}
"""What an engine reads of a quote with nothing left open."""


class _Team(dict[str, User]):
    """One person for each group, made when first called upon."""

    def __missing__(self, group: str) -> User:
        self[group] = make_person(group)
        return self[group]


def _attribution(changes: dict[str, Any]) -> dict[str, Any]:
    settled: dict[str, Any] = {
        "said_on": date(2026, 3, 3),
        "attribution_basis": AttributionBasis.ON_RECORD,
        "role_as_printed": "" if changes.get("no_role_printed") else "Mayor",
    }
    if not changes.get("descriptor") and "speaker" not in changes:
        settled["speaker"] = make_speaker()
    return settled | changes


def bring_to(quote: Quote, state: State, people: dict[str, User]) -> None:
    """Bring a captured quote to a state by the verbs; `people` as for `make_quote`."""
    for move in _PATHS[state]:
        _STEPS[move](quote, _Team(people))


def _verify(quote: Quote, team: _Team) -> None:
    verification.verify(quote, by=team["checker"], basis=VerificationBasis.ARTICLE, answers=CHECKED)


_STEPS = {
    "submit": lambda quote, team: verification.submit(quote, by=team["reporter"]),
    "verify": _verify,
    "publish": lambda quote, team: verification.publish(quote, by=team["desk editor"]),
    "reject": lambda quote, team: verification.reject(
        quote, by=team["checker"], note="Nobody said this."
    ),
    "withhold": lambda quote, team: verification.withhold(
        quote, by=team["desk editor"], note="A complaint came in."
    ),
    "retract": lambda quote, team: verification.retract(
        quote, by=team["standards editor"], reason="The recording shows other words."
    ),
}
_PATHS: dict[State, tuple[str, ...]] = {
    State.CAPTURED: (),
    State.SUBMITTED: ("submit",),
    State.VERIFIED: ("submit", "verify"),
    State.PUBLISHED: ("submit", "verify", "publish"),
    State.REJECTED: ("reject",),
    State.WITHHELD: ("submit", "verify", "publish", "withhold"),
    State.RETRACTED: ("submit", "verify", "publish", "retract"),
}
