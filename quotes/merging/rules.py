"""What a merger does with every field of a speaker and every relation to one: one table each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import ForeignObjectRel

from quotes.models import Alias, NoIndex, Position, Speaker


@dataclass(frozen=True)
class FieldRule:
    """What becomes of a field of the survivor.

    `keep`: the survivor's stands. `fill`: the other's is taken where the survivor has none; with
    `gives_up` the other loses it then. `same`: two different values forbid the merger. `merger`:
    the merger itself sets it.
    """

    action: Literal["keep", "fill", "same", "merger"]
    why: str
    gives_up: bool = False
    must_agree: bool = False


FIELDS: Mapping[str, FieldRule] = {
    "id": FieldRule("keep", "Each entry keeps its number."),
    "kind": FieldRule("same", "A person is not an organisation."),
    "name": FieldRule("keep", "The other's name stays as an alias."),
    "sort_name": FieldRule("keep", "It follows from the name."),
    "slug": FieldRule("keep", "The other's address leads here for good."),
    "description": FieldRule("fill", "Taken over where there is none."),
    "wikidata_id": FieldRule(
        "fill",
        "Taken over where there is none; two different ones are two different people.",
        gives_up=True,
        must_agree=True,
    ),
    "merged_into": FieldRule("merger", "The other leads to the survivor from now on."),
    "confirmed_at": FieldRule("keep", "A confirmation is of one entry."),
    "confirmed_by": FieldRule("keep", "A confirmation is of one entry."),
}
"""Every column of a speaker."""


def _names_it_has(loser: Speaker, winner: Speaker) -> list[int]:
    same = Alias.objects.filter(folded__in=winner.aliases.values("folded"))
    return list(same.filter(speaker=loser).values_list("pk", flat=True))


def _positions_it_has(loser: Speaker, winner: Speaker) -> list[int]:
    known = {_facts(position) for position in winner.positions.all()}
    unquoted = loser.positions.filter(quotes=None)
    return [position.pk for position in unquoted if _facts(position) in known]


def _decided_already(loser: Speaker, winner: Speaker) -> list[int]:
    if not NoIndex.objects.filter(speaker=winner).exists():
        return []
    return list(NoIndex.objects.filter(speaker=loser).values_list("pk", flat=True))


def _facts(position: Position) -> tuple[Any, ...]:
    return (
        *(position.title, position.organisation_id, position.start, position.start_precision),
        *(position.end, position.end_precision),
    )


def _none(loser: Speaker, winner: Speaker) -> list[int]:
    return []


@dataclass(frozen=True)
class RelationRule:
    """What becomes of the rows that point at the other entry; `staying` names those left there."""

    action: Literal["move", "keep"]
    label: str
    why: str
    staying: Callable[[Speaker, Speaker], list[int]] = _none


RELATIONS: Mapping[str, RelationRule] = {
    "quotes.Quote.speaker": RelationRule(
        "move", "quotes", "All of them, in every state; nothing else of a quote changes."
    ),
    "quotes.Alias.speaker": RelationRule(
        "move", "names", "All that the survivor does not bear already.", _names_it_has
    ),
    "quotes.Position.speaker": RelationRule(
        "move",
        "positions",
        "All but those that the survivor has to the letter and no quote refers to.",
        _positions_it_has,
    ),
    "quotes.Position.organisation": RelationRule(
        "move", "positions held in it", "All: the organisation is the survivor."
    ),
    "quotes.Prominence.speaker": RelationRule(
        "keep", "counts of quotes", "Counted anew every hour, of the survivor too."
    ),
    "quotes.NoIndex.speaker": RelationRule(
        "move",
        "decisions to keep it out of search engines",
        "What search engines were to leave out they are to leave out under either name.",
        _decided_already,
    ),
    "quotes.Speaker.merged_into": RelationRule(
        "keep", "earlier mergers", "They lead on to the survivor, and are undone one by one."
    ),
    "quotes.Merger.loser": RelationRule("keep", "earlier mergers", "The record is not changed."),
    "quotes.Merger.winner": RelationRule("keep", "earlier mergers", "The record is not changed."),
    "quotes.Distinction.one": RelationRule("keep", "distinctions", "Said of the entry as it was."),
    "quotes.Distinction.other": RelationRule(
        "keep", "distinctions", "Said of the entry as it was."
    ),
}
"""Every relation to a speaker, but that of the history, which stays with whom it was written of."""


def relations() -> dict[str, ForeignObjectRel]:
    """Every relation to a speaker, of whatever model, by the name that `RELATIONS` gives it."""
    found = {}
    for relation in Speaker._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model: Any = relation.related_model
        if not hasattr(model, "pgh_tracked_model"):
            found[f"{model._meta.label}.{relation.field.name}"] = relation
    return found


def moving() -> dict[str, RelationRule]:
    """The relations whose rows a merger moves."""
    return {name: rule for name, rule in RELATIONS.items() if rule.action == "move"}


def rows_of(name: str, speaker: Speaker) -> Any:
    """The rows that point at a speaker by a relation, as a queryset."""
    relation = relations()[name]
    model: Any = relation.related_model
    return model._default_manager.filter(**{relation.field.name: speaker})
