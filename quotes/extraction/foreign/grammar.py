"""What the reader has to know of a language: its small words, titles and reporting verbs."""

import re
from dataclasses import dataclass, field

_WITHOUT = re.compile(r"^(?:ex|vice)-?")

Gendered = dict[str, str]
"""A word and the gender it tells: "m", "f" or "" for either."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language. Every word is in small letters; an elided one keeps its apostrophe."""

    code: str
    pronouns: Gendered
    plural_pronouns: frozenset[str]
    stressed: Gendered
    """Pronouns as they stand after a preposition: "selon lui"."""
    articles: Gendered
    plural_articles: frozenset[str]
    indefinite: Gendered
    possessives: frozenset[str]
    prepositions: frozenset[str]
    complements: frozenset[str]
    """Prepositions that lead on from a title: "maire de Lyon"."""
    stops: frozenset[str]
    """Words no name or title goes on with: conjunctions, auxiliaries, adverbs of time."""
    joins: frozenset[str]
    """And."""
    particles: frozenset[str]
    honorifics: Gendered
    titles: Gendered
    bodies: frozenset[str]
    """Collective sources: the police, the ministry."""
    adjectives: frozenset[str]
    """Endings of adjectives that may stand between a title and a name."""
    according: frozenset[str]
    that: frozenset[str]
    clitics: frozenset[str]
    auxiliaries: Gendered
    """With "p" for those of a plural subject."""
    finite: Gendered
    """Reporting verbs as they stand without an auxiliary, with "p" in the plural."""
    participles: frozenset[str]
    continuing: frozenset[str] = frozenset()
    """Forms that report more by the speaker just named: "ajoutant", "añadiendo"."""
    title_endings: Gendered = field(default_factory=dict)
    after_verb: frozenset[str] = frozenset()
    """Separable parts: "fügte … hinzu"."""
    null_subject: bool = False
    adverbs: frozenset[str] = frozenset()
    """May stand between a verb and its subject."""
    in_view_of: frozenset[str] = frozenset()
    """Prepositions that give an opinion when a person follows: "pour X"."""
    but: frozenset[str] = frozenset()
    closing_so: frozenset[str] = frozenset()
    """Introduce a speaker without a verb: "so der Minister", "Così il sindaco"."""

    def title_gender(self, low: str) -> str | None:
        """The gender a title tells, "" if it tells none; None for a word that is no title."""
        if low in self.titles:
            return self.titles[low]
        if low.startswith(("ex", "vice")) and (bare := _WITHOUT.sub("", low)) in self.titles:
            return self.titles[bare]
        for ending, gender in self.title_endings.items():
            if low.endswith(ending) and len(low) >= len(ending):
                return gender
        return None

    def adjective(self, low: str) -> bool:
        """Whether a small word looks like an adjective."""
        return len(low) > 4 and low.endswith(tuple(self.adjectives)) and low not in self.stops


def gendered(masculine: str = "", feminine: str = "", either: str = "") -> Gendered:
    """Words by gender, from three written-out lists."""
    return {
        **dict.fromkeys(masculine.split(), "m"),
        **dict.fromkeys(feminine.split(), "f"),
        **dict.fromkeys(either.split(), ""),
    }


def numbered(singular: str, plural: str = "") -> Gendered:
    """Verb forms by number, from two written-out lists."""
    return {**dict.fromkeys(singular.split(), ""), **dict.fromkeys(plural.split(), "p")}


def forms(stems: str, singular: str, plural: str) -> Gendered:
    """Every stem with every ending of the singular and of the plural."""
    return numbered(
        " ".join(stem + end for stem in stems.split() for end in singular.split()),
        " ".join(stem + end for stem in stems.split() for end in plural.split()),
    )
