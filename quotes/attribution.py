"""Who spoke, in which role, on which date: the verbs that settle a captured quote's attribution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, Q, Value
from django.utils import timezone
from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from quotes import names, spans, verification
from quotes.models import Alias, Caveat, Position, Precision, Quote, Speaker
from sources.refusal import Refusal

AMENDABLE = (
    "content",
    "cue",
    "source",
    "kind",
    "act",
    "caveats",
    "setting",
    "speaker",
    "descriptor",
    "anonymity_reason",
    "role_as_printed",
    "no_role_printed",
    "said_on",
    "said_on_precision",
    "language",
    "attribution_basis",
    "embargo_until",
    "legal_flag",
)
"""What a person may settle about a captured quote; its words and position follow from these."""

GENERATED = ["search", "literal"]

A_DAY_AHEAD = timedelta(days=1)
"""Somewhere it is tomorrow already."""

ROLES_AGREE = 80.0
ROLES_DIFFER = 50.0
"""Likeness (0–100) from which two printed roles are one, and below which they are two."""


def amend(
    quote: Quote, *, by: Any, changes: Mapping[str, Any], expected: int | None = None
) -> None:
    """Change a captured quote's attribution or spans.

    Once submitted, a quote is sent back before it is mended: what is verified is what was
    submitted. Raises NotAllowed, StaleQuote, IllegalMove or Refusal; nothing is changed then.
    """
    if not by.has_perm("quotes.change_quote"):
        raise verification.NotAllowed("Your role does not include mending quotes.")
    with transaction.atomic():
        locked = verification.lock(quote, expected=expected)
        if not locked.is_editable:
            raise verification.IllegalMove(
                f"A {locked.get_state_display().lower()} quote is frozen. "
                "Send it back to mend it, or propose a correction if it is published."
            )
        verification.respect(locked, by=by)
        apply(locked, changes)
        save(locked)
    quote.refresh_from_db()


def apply(quote: Quote, changes: Mapping[str, Any]) -> None:
    """Set the given fields on a quote in memory, and what follows from them."""
    unknown = set(changes) - set(AMENDABLE)
    if unknown:
        raise Refusal(f"{min(unknown)!r} is not a field that can be changed.", field=min(unknown))
    chosen = changes.get("speaker")
    if chosen is not None and chosen.merged_into_id:
        raise Refusal(f"{chosen} was merged into {chosen.merged_into}.", field="speaker")
    for name, value in changes.items():
        setattr(quote, name, value)
    quote.caveats = Caveat.ordered(quote.caveats)
    if changes.get("role_as_printed"):
        quote.no_role_printed = False
    for name in ("content", "cue", "source"):
        if name in changes:
            spans.check(quote.version.text, changes[name], field=name)
    if "content" in changes:
        quote.words = spans.words_at(quote.version.text, quote.content)
    if {"speaker", "role_as_printed", "said_on"} & set(changes):
        quote.position = position_for(quote.speaker, quote.role_as_printed, quote.said_on)
    if quote.said_on is not None:
        quote.said_on = first_day(quote.said_on, quote.said_on_precision)


def save(quote: Quote) -> None:
    """Write a quote's attribution; what breaks a rule comes back as a Refusal naming the field."""
    validate(quote)
    quote.save(update_fields=[*AMENDABLE, "words", "position"])


def validate(quote: Quote) -> None:
    """Raise Refusal, naming the field, for a day to come or what the database would refuse."""
    if quote.said_on is not None and quote.said_on > timezone.localdate() + A_DAY_AHEAD:
        raise Refusal("Said on: this day is yet to come.", field="said_on")
    try:
        quote.clean_fields(exclude=GENERATED)
        if not (_checks_hold(quote) and _place_is_free(quote)):
            quote.validate_constraints(exclude=GENERATED)
    except ValidationError as error:
        raise _refusal(error) from error


def _checks_hold(quote: Quote) -> bool:
    """Whether the row keeps every check of its table: all in one query, where Django asks each."""
    checks = [each for each in Quote._meta.constraints if isinstance(each, CheckConstraint)]
    fields = [each for each in Quote._meta.concrete_fields if each.name not in GENERATED]
    row = {each.name: Value(getattr(quote, each.attname), each) for each in fields}
    return bool(Q(*(each.condition for each in checks)).check(row))


def _place_is_free(quote: Quote) -> bool:
    here = Quote.objects.filter(version=quote.version_id, content=quote.content)
    return not here.exclude(pk=quote.pk).exists()


def _refusal(error: ValidationError) -> Refusal:
    field, messages = next(iter(error.message_dict.items()))
    named = "" if field == "__all__" else field
    label = f"{named.replace('_', ' ').capitalize()}: " if named else ""
    return Refusal(label + " ".join(messages), field=named)


def first_day(day: date, precision: str) -> date:
    """A date known to the month or year is kept as its first day."""
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == Precision.MONTH else day


def position_for(speaker: Speaker | None, role: str, said_on: date | None) -> Position | None:
    """The one position the speaker held on the day that the printed role names, or None."""
    if speaker is None or not role or said_on is None:
        return None
    held = speaker.positions.held_on(said_on).select_related("organisation")
    alike = [position for position in held.order_by("pk") if names_position(role, position)]
    offices = {(position.title, position.organisation_id) for position in alike}
    return alike[0] if len(offices) == 1 else None


def names_position(role: str, position: Position) -> bool:
    """Whether a printed role names a position of the register."""
    return _likeness(role, str(position)) >= ROLES_AGREE


def _likeness(one: str, other: str) -> float:
    folded = names.fold(one), names.fold(other)
    return float(fuzz.token_set_ratio(*folded, processor=default_process))


@transaction.atomic
def match(name: str, kind: str, role: str) -> Speaker | None:
    """The register's speaker for a name that a story prints, or a newly proposed one.

    None when the register has several bearers of the name that the printed role does not tell
    apart: a machine never chooses between namesakes, nor takes a bare surname for a person whom
    it knows by a full name.
    """
    folded = names.fold(name)
    bearers = list(Speaker.objects.named(folded).filter(kind=kind))
    if not bearers:
        _enter_one_at_a_time()
        bearers = list(Speaker.objects.named(folded).filter(kind=kind))
    if len(bearers) == 1:
        return bearers[0]
    if bearers:
        return _told_apart_by_role(bearers, role)
    if kind == Speaker.Kind.PERSON and " " not in folded and _somebody_has_surname(folded):
        return None
    return propose_speaker(name, kind)


def _enter_one_at_a_time() -> None:
    """Until this transaction ends, no other one proposes speakers: two would enter the same one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('quotes.propose_speaker'))")


def _told_apart_by_role(bearers: Iterable[Speaker], role: str) -> Speaker | None:
    scores = {speaker: _role_score(speaker, role) for speaker in bearers}
    best = max(scores, key=lambda speaker: scores[speaker])
    others = [score for speaker, score in scores.items() if speaker is not best]
    clear = role and scores[best] >= ROLES_AGREE and max(others) < ROLES_DIFFER
    return best if clear else None


def _role_score(speaker: Speaker, role: str) -> float:
    printed = speaker.quotes.exclude(role_as_printed="").values_list("role_as_printed", flat=True)
    known = [str(position) for position in speaker.positions.select_related("organisation")]
    known += [speaker.description] if speaker.description else []
    return max((_likeness(role, other) for other in [*known, *printed.distinct()[:50]]), default=0)


def _somebody_has_surname(folded: str) -> bool:
    return (
        Speaker.objects.current()
        .filter(kind=Speaker.Kind.PERSON, aliases__folded__endswith=f" {folded}")
        .exists()
    )


@transaction.atomic
def propose_speaker(name: str, kind: str, *, description: str = "") -> Speaker:
    """Enter a speaker that waits for an editor's word. A namesake gets an entry of its own."""
    name = " ".join(name.split())
    folded = names.fold(name)
    if not folded:
        raise Refusal("Give the speaker's name.", field="name")
    if kind not in Speaker.Kind.values:
        raise Refusal("Say whether the speaker is a person or an organisation.", field="kind")
    if len(name) > 200:
        raise Refusal("A name has at most 200 letters.", field="name")
    speaker = _with_free_slug(
        Speaker(
            kind=kind,
            name=name,
            sort_name=names.sort_name(name, is_person=kind == Speaker.Kind.PERSON),
            description=description,
        )
    )
    Alias.objects.create(speaker=speaker, name=name, folded=folded)
    return speaker


def _with_free_slug(speaker: Speaker) -> Speaker:
    """Save under the first free address; another process may take one in the meantime."""
    stem = names.slug_for(speaker.name, taken=set())
    for _ in range(20):
        taken = Speaker.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
        speaker.slug = names.slug_for(speaker.name, taken=set(taken))
        try:
            with transaction.atomic():
                speaker.save(force_insert=True)
        except IntegrityError:
            continue
        return speaker
    raise Refusal("Too many speakers of this name were added at once; try again.", field="name")


def confirm_speaker(speaker: Speaker, *, by: Any) -> None:
    """Vouch that a proposed speaker is one real person or organisation, under the right name."""
    if not by.has_perm("quotes.confirm_speaker"):
        raise verification.NotAllowed("Your role does not include confirming speakers.")
    with transaction.atomic():
        locked = Speaker.objects.select_for_update(of=("self",)).get(pk=speaker.pk)
        if locked.merged_into_id:
            raise Refusal("This speaker was merged into another.", field="speaker")
        if not locked.is_confirmed:
            locked.confirmed_at, locked.confirmed_by = timezone.now(), by
            locked.save(update_fields=["confirmed_at", "confirmed_by"])
    speaker.refresh_from_db()


def rename_speaker(speaker: Speaker, name: str, *, by: Any) -> None:
    """Put a speaker's name right; the old one stays as an alias, the address stays too."""
    _must_keep_the_register(by)
    name = " ".join(name.split())
    if not names.fold(name):
        raise Refusal("Give the speaker's name.", field="name")
    with transaction.atomic():
        speaker.name = name
        speaker.sort_name = names.sort_name(name, is_person=speaker.kind == Speaker.Kind.PERSON)
        speaker.save(update_fields=["name", "sort_name"])
        Alias.objects.get_or_create(
            speaker=speaker, folded=names.fold(name), defaults={"name": name}
        )


def add_alias(speaker: Speaker, name: str, *, by: Any) -> Alias:
    """Enter another name under which a speaker is printed; the same one twice is one."""
    _must_keep_the_register(by)
    name = " ".join(name.split())
    folded = names.fold(name)
    if not folded or len(name) > 200:
        raise Refusal("Give a name of at most 200 letters.", field="name")
    return Alias.objects.get_or_create(speaker=speaker, folded=folded, defaults={"name": name})[0]


def _must_keep_the_register(by: Any) -> None:
    if not by.has_perm("quotes.change_speaker"):
        raise verification.NotAllowed("Your role does not include changing the register.")
