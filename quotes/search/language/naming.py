"""Whom a search means by a name: speakers and organisations by name, alias or address.

Candidates come by the indexed keys of aliases, never from the whole register; only those with a
quote in the base of the search are told of, for of the rest not even the existence is.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from rapidfuzz import fuzz

from quotes.models import Alias, Quote, Speaker
from quotes.namekeys import sound_of
from quotes.names import fold

MOST_CANDIDATES = 400
MOST_ALIKE = 3
ALIKE = 75.0
"""How alike a name must be, of 100, to be offered for another."""

SHORTEST_ALIKE = 4
"""Letters from which on a word is taken for a name that is misspelt."""

LONGEST_SOUND = 20  # letters

_SOUNDS = "abdefiklmnoprstuvxz0123456789"
_INITIALS = string.ascii_lowercase


@dataclass(frozen=True)
class Named:
    """A speaker under one of the names that it bears."""

    pk: int
    name: str
    slug: str
    kind: str
    folded: str

    @property
    def is_body(self) -> bool:
        """Whether it is an organisation."""
        return self.kind == Speaker.Kind.ORGANISATION


def bearers(typed: str, among: QuerySet[Quote], *, are_bodies: bool = False) -> list[Named]:
    """The speakers that a name, its end or its beginning stands for; one entry each, by name."""
    folded = fold(typed)
    if not folded:
        return []
    by_address = _at_address(typed)
    if by_address and "-" in typed:
        return quoted(by_address, among, are_bodies=are_bodies)
    words = folded.split()
    found = _entries(Q(folded=folded) | Q(family=sound_of(words[-1])))
    ends = [one for one in found if _ends(one.folded, folded)]
    exact = [one for one in ends if one.folded == folded]
    if len(words) > 1 and (shown := quoted(exact, among, are_bodies=are_bodies)):
        return shown
    if shown := quoted([*by_address, *ends], among, are_bodies=are_bodies):
        return shown
    begins = _entries(Q(turned_key__in=_turned(words[0])))
    begins = [one for one in begins if one.folded.startswith(f"{folded} ")]
    return quoted(begins, among, are_bodies=are_bodies)


def alike(typed: str, among: QuerySet[Quote], *, are_bodies: bool = False) -> list[Named]:
    """The speakers whose names are nearest to one that nobody bears, the nearest first."""
    folded = fold(typed)
    if len(folded) < SHORTEST_ALIKE:
        return []
    nearest = [one for near, one in _ranked(folded) if near >= ALIKE]
    shown = {one.pk for one in quoted(nearest, among, are_bodies=are_bodies)}
    best: dict[int, Named] = {}
    for one in nearest:
        if one.pk in shown:
            best.setdefault(one.pk, one)
    return list(best.values())[:MOST_ALIKE]


def _ranked(folded: str) -> list[tuple[float, Named]]:
    last = folded.split()[-1]
    families = {sound for part in {last, folded} for sound in neighbours(sound_of(part))}
    entries = named_like(families)
    ranked = [(likeness(folded, one.folded), one) for one in entries]
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].name, pair[1].pk))


def named_like(sounds: Collection[str]) -> list[Named]:
    """Current entries whose surname, or whole name of one word, has one of some sounds."""
    return _entries(Q(family__in=list(sounds)))


def likeness(typed: str, folded: str) -> float:
    """How alike a name typed and a name borne are: in whole, or in the surname if one is typed."""
    names = [folded] if " " in typed else [folded, folded.split()[-1] if folded else ""]
    return max(fuzz.ratio(typed, name) for name in names)


def neighbours(sound: str) -> set[str]:
    """The sound of a word, and all that are one letter away: left out, put in, put right, turned.

    Some hundreds, each looked up in an index; none but itself of what no name is as long as.
    """
    if len(sound) > LONGEST_SOUND:
        return {sound}
    cuts = [(sound[:place], sound[place:]) for place in range(len(sound) + 1)]
    letters = _SOUNDS + "".join(set(sound) - set(_SOUNDS))
    near = {sound}
    near |= {start + end[1:] for start, end in cuts if end}
    near |= {start + end[1] + end[0] + end[2:] for start, end in cuts if len(end) > 1}
    near |= {start + letter + end[1:] for start, end in cuts if end for letter in letters}
    near |= {start + letter + end for start, end in cuts for letter in letters}
    return near - {""}


def _turned(first: str) -> list[str]:
    """The keys of names turned round that begin with a word, whatever the surname's initial."""
    return [f"{sound_of(first)} {initial}" for initial in _INITIALS]


def _ends(name: str, typed: str) -> bool:
    return name == typed or name.endswith(f" {typed}")


def _entries(condition: Q) -> list[Named]:
    """Current entries with an alias like this, so many at most."""
    found = (
        Alias.objects.filter(condition, speaker__merged_into=None)
        .annotate(called=F("speaker__name"), slug=F("speaker__slug"), kind=F("speaker__kind"))
        .values_list("speaker_id", "called", "slug", "kind", "folded")
    )
    return [Named(*row) for row in found[:MOST_CANDIDATES]]


def _at_address(typed: str) -> list[Named]:
    """Whom an address leads to, through every merger."""
    speaker = (
        Speaker.objects.filter(slug=typed.lower()).select_related("merged_into__merged_into")
    ).first()
    while speaker and speaker.merged_into:
        speaker = speaker.merged_into
    if speaker is None:
        return []
    return [Named(speaker.pk, speaker.name, speaker.slug, speaker.kind, fold(speaker.name))]


def quoted(
    entries: Iterable[Named], among: QuerySet[Quote], *, are_bodies: bool = False
) -> list[Named]:
    """Those with a quote in the base, once each, by name; organisations also by their officers."""
    entries = [one for one in entries if one.is_body or not are_bodies]
    shown = _shown({one.pk for one in entries}, among, are_bodies=are_bodies)
    once = {one.pk: one for one in entries if one.pk in shown}
    return sorted(once.values(), key=lambda one: (one.name, one.pk))


def _shown(ids: Collection[int], among: QuerySet[Quote], *, are_bodies: bool) -> set[int]:
    if not ids:
        return set()
    own = Exists(among.order_by().filter(speaker=OuterRef("pk")))
    through = Exists(among.order_by().filter(position__organisation=OuterRef("pk")))
    rows = Speaker.objects.filter(own | through if are_bodies else own, pk__in=ids)
    return set(rows.values_list("pk", flat=True))
