"""What is known of one attribution's speaker, and how it was found out."""

from dataclasses import dataclass, replace

from quotes.extraction.people import Person


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke, as far as the story tells, and what tells how sure that is.

    ``how`` is "full name", "surname", "first name", "bare name", "namesake", "renamed", "relative",
    "label", "pronoun", "owner", "office", "group", "body", "body again", "unnamed", "several",
    "quoted" or "nobody"; ``margin`` is from 0 to 1, how far the choice is ahead of the next;
    ``among`` counts those to choose from; ``gender_known`` says that a pronoun's gender was shown
    to be the person's.
    """

    name: str | None
    kind: str | None
    role: str = ""
    descriptor: str = ""
    person: Person | None = None
    how: str = "nobody"
    margin: float = 1.0
    among: int = 1
    gender_known: bool = False

    def through(self, how: str) -> "Speaker":
        """The same speaker, found another way."""
        return replace(self, how=how)


UNCLEAR = Speaker(None, None)


def unclear_person(how: str, among: int = 0) -> Speaker:
    """Some person, but nobody can tell who."""
    return Speaker(None, "person", how=how, margin=0.0, among=among)


def person_speaks(person: Person, how: str) -> Speaker:
    """One of the people of the story, named or not."""
    if person.descriptor:
        return Speaker(None, "unnamed", "", person.descriptor, person, how)
    return Speaker(person.name, "person", person.role, "", person, how)
