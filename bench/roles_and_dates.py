"""Measures who the engine says spoke, in which role, when, and by what kind of act.

    python bench/roles_and_dates.py GOLD.jsonl[.gz] [PRED.jsonl]

GOLD holds one annotated article a line, in the form that extraction.py reads. PRED holds what
``python -m quotes.extraction`` wrote; without it the engine is run here. The answers stand in
roles_and_dates.jsonl, one line an attribution of GOLD, chosen by lot with a fixed seed (80 direct,
60 mixed, 60 indirect, at most 5 an article) and labelled by reading, never with an engine:

    speaker, speaker_kind   the fullest name that the story prints, or null; several speakers of
                            one quote are joined with "; ", and naming any one of them is right
    role, also              where the story prints the title and organisation: the best place, and
                            the others that an editor would accept; null when it prints none
    said_on, precision      the day, or the first day of the month or year, that the story names for
                            the occasion; null for another time that it leaves unknown
    default                 whether the story names no time, so that its own date stands
    act                     speech, belief, plan or reaction
    second_hand, question, denial

One annotator labelled all 200, and 40 of them again in another order without opening the first
answers. The second answers agreed on 40 of 40 speakers, acts and flags, 39 dates, and 40 roles (39
at the same place); the first answers stand. The second pass came minutes after the first, with the
first still in mind, so this is a ceiling: two annotators would agree less, above all on acts, and
on dates that the story names in another sentence.

A label is matched to the prediction that shares most of its content. Precision is counted over the
matched predictions that fill the field, recall over the labels that do. "named" leaves out the
dates that stand by default.
"""

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.extraction import Stretches, published, read, shared, stretches
from quotes.extraction import Attribution, extract

LABELS = Path(__file__).with_suffix(".jsonl")
SOURCES = ("name", "pronoun", "noun")
_PRONOUNS = frozenset(("he", "her", "him", "i", "it", "she", "they", "we", "which", "who", "you"))
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ARTICLES = frozenset(("a", "an", "the"))

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What is compared: one attribution as the engine or a file of predictions has it."""

    content: Stretches
    speaker: str
    role: str
    said_on: str
    precision: str
    act: str


@dataclass(frozen=True, slots=True)
class Case:
    """A label with its story, the attribution it belongs to, and the prediction it met."""

    label: Json
    text: str
    source: str
    found: Said | None


Judge = Callable[[Case], tuple[bool, bool, bool]]
"""Whether the prediction fills the field, whether the label does, and whether they agree."""


def main() -> None:
    """Reads the stories and the labels, and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path, nargs="?", help="instead of running the engine")
    arguments = parser.parse_args()
    told = dict(from_file(arguments.predictions)) if arguments.predictions else None
    cases = list(all_cases(arguments.gold, told))
    met = sum(case.found is not None for case in cases)
    print(f"{len(cases)} labels, {met} met by a prediction\n")
    report(cases)


def from_file(path: Path) -> Iterator[tuple[str, list[Said]]]:
    """The predictions of a file, by story."""
    for story in read(path):
        yield story["id"], [from_json(one) for one in story["attributions"]]


def from_json(one: Json) -> Said:
    """One attribution as the command line writes it."""
    return Said(
        content=stretches(one["content"]),
        speaker=one.get("speaker") or "",
        role=one.get("role") or "",
        said_on=one.get("said_on") or "",
        precision=one.get("said_on_precision") or "day",
        act=one.get("act") or "",
    )


def from_engine(one: Attribution) -> Said:
    """One attribution as the engine hands it back."""
    return Said(
        content=[(span.start, span.end) for span in one.content],
        speaker=one.speaker or "",
        role=one.role,
        said_on=one.said_on.isoformat() if one.said_on else "",
        precision=one.said_on_precision,
        act=one.act,
    )


def all_cases(gold: Path, told: dict[str, list[Said]] | None) -> Iterator[Case]:
    """Every label beside what was predicted for it."""
    labels: dict[str, list[Json]] = {}
    for label in read(LABELS):
        labels.setdefault(label["article"], []).append(label)
    for article in read(gold):
        wanted = labels.get(article["id"], [])
        if not wanted:
            continue
        if told is None:
            found = extract(article["text"], published_on=published(article))
            said = [from_engine(one) for one in found]
        else:
            said = told.get(article["id"], [])
        annotated = {one["id"]: one for one in article["attributions"]}
        for label in wanted:
            yield case(label, article["text"], annotated[label["attribution"]], said)


def case(label: Json, text: str, annotated: Json, said: list[Said]) -> Case:
    """A label and the prediction that shares most of its content, if any shares some."""
    content = stretches(annotated["content"])
    best = max(said, key=lambda one: shared(one.content, content), default=None)
    if best is not None and not shared(best.content, content):
        best = None
    words = " ".join(span["text"] for span in annotated["source"])
    return Case(label, text, kind_of_source(words, label["speaker"] or ""), best)


def kind_of_source(words: str, speaker: str) -> str:
    """Whether the story calls the speaker by name there, by a pronoun or by a noun."""
    if words.lower() in _PRONOUNS:
        return "pronoun"
    told = set(plain(words))
    for name in map(plain, speaker.split(";")):
        initials = "".join(word[0] for word in name)
        if any(len(word) > 2 and word in told for word in name) or initials in told:
            return "name"
    return "noun"


def plain(words: str) -> list[str]:
    """Lower-case words without accents, marks and articles."""
    bare = unicodedata.normalize("NFKD", words.lower())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return [word for word in re.findall(r"[\w']+", bare) if word not in _ARTICLES]


def same_speaker(case: Case) -> tuple[bool, bool, bool]:
    """People by their last name, bodies by their name or a part of it."""
    names, told = case.label["speaker"] or "", case.found.speaker if case.found else ""
    body = case.label["speaker_kind"] == "organisation"
    same = same_body if body else same_person
    right = bool(told) and any(same(plain(name), plain(told)) for name in names.split(";"))
    return bool(told), bool(names), right


def same_person(one: list[str], other: list[str]) -> bool:
    """The same last name."""
    ones, others = ([w for w in name if w not in _SUFFIXES] for name in (one, other))
    return bool(ones and others) and ones[-1] == others[-1]


def same_body(one: list[str], other: list[str]) -> bool:
    """The same words, or one within the other."""
    first, second = f" {' '.join(one)} ", f" {' '.join(other)} "
    return bool(one and other) and (first in second or second in first)


def accepted(case: Case) -> list[list[str]]:
    """The printed forms of the role that count as right."""
    spans = [case.label["role"], *case.label["also"]] if case.label["role"] else []
    return [plain(case.text[start:end]) for start, end in spans]


def same_role(case: Case) -> tuple[bool, bool, bool]:
    """One of the accepted forms, letter case and article aside."""
    told, forms = plain(case.found.role if case.found else ""), accepted(case)
    return bool(told), bool(forms), told in forms


def like_role(case: Case) -> tuple[bool, bool, bool]:
    """At least half of the words in common with an accepted form."""
    told, forms = plain(case.found.role if case.found else ""), accepted(case)
    return bool(told), bool(forms), bool(told) and any(overlap(told, f) >= 0.5 for f in forms)


def overlap(one: list[str], other: list[str]) -> float:
    """F1 of two bags of words."""
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other))


def same_date(case: Case) -> tuple[bool, bool, bool]:
    """The same day with the same precision."""
    label, found = case.label, case.found
    told = (found.said_on, found.precision) if found and found.said_on else None
    wanted = (label["said_on"], label["precision"]) if label["said_on"] else None
    return bool(told), bool(wanted), bool(told) and told == wanted


def named_date(case: Case) -> tuple[bool, bool, bool]:
    """The same, where the story's own date does not simply stand."""
    return (False, False, False) if case.label["default"] else same_date(case)


def same_act(case: Case) -> tuple[bool, bool, bool]:
    """The same act."""
    told = case.found.act if case.found else ""
    return bool(told), True, told == case.label["act"]


def other_act(case: Case) -> tuple[bool, bool, bool]:
    """The same, for what is no speech."""
    told, wanted = case.found.act if case.found else "", case.label["act"]
    return told not in ("", "speech"), wanted != "speech", told == wanted != "speech"


FIELDS: dict[str, Judge] = {
    "speaker": same_speaker,
    "role": same_role,
    "role, half the words": like_role,
    "date": same_date,
    "date, named": named_date,
    "act": same_act,
    "act, no speech": other_act,
}


def report(cases: list[Case]) -> None:
    """Prints the table: counts and shares for all, then by the kind of source."""
    groups = {kind: [one for one in cases if one.source == kind] for kind in SOURCES}
    heads = [f"{kind} ({len(group)})" for kind, group in groups.items()]
    print("| field | right | told | labelled | precision | recall | " + " | ".join(heads) + " |")
    print("|---" * (6 + len(heads)) + "|")
    for field, judge in FIELDS.items():
        told, wanted, right = tally(judge, cases)
        cells = [f"{right} | {told} | {wanted} | {share(right, told)} | {share(right, wanted)}"]
        for group in groups.values():
            told, wanted, right = tally(judge, group)
            cells.append(f"{share(right, told)} / {share(right, wanted)}")
        print(f"| {field} | " + " | ".join(cells) + " |")


def tally(judge: Judge, cases: list[Case]) -> tuple[int, int, int]:
    """How often the prediction fills the field, the label does, and both agree."""
    told = wanted = right = 0
    for verdict in map(judge, cases):
        told, wanted, right = told + verdict[0], wanted + verdict[1], right + verdict[2]
    return told, wanted, right


def share(part: int, whole: int) -> str:
    """A percentage, or a dash."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


if __name__ == "__main__":
    main()
