"""From a frozen wording to captured quotes, once and never over a person's head."""

from datetime import UTC, date, datetime
from threading import Thread
from typing import Any

import pytest
from django.db import DataError, OperationalError, connection

from quotes import attribution, intake, verification
from quotes.extraction import Attribution, Span
from quotes.models import SURENESS, Extraction, Quote, QuoteKind, Speaker
from quotes.verification import NotAllowed, State
from sources import ingest
from sources.models import ArticleVersion
from sources.refusal import Refusal
from tests.make import WELL_READ, make_found, make_person, make_quote, make_speaker, make_version

pytestmark = pytest.mark.django_db

STORY = """“The last ship is beyond repair,” Director Ines Holm told reporters on Tuesday.

Holm said the line will close in June.

The islands, she said, “deserve better.”"""


def spans_of(text: str, *pieces: str) -> tuple[Span, ...]:
    """The spans of pieces of a text, in order."""
    return tuple(Span(text.index(piece), text.index(piece) + len(piece), piece) for piece in pieces)


def finding(text: str, *content: str, **fields: Any) -> Attribution:
    """What an engine may report of a text."""
    settled = {"cue": (), "source": (), "kind": "direct"} | fields
    return Attribution(content=spans_of(text, *content), **settled)


def test_the_engines_findings_become_captured_quotes() -> None:
    version = make_version(STORY, published_at=datetime(2026, 3, 4, 9, tzinfo=UTC))
    intake.read(version)
    quote = version.quotes.get(words__startswith="The last ship")
    assert quote.state == State.CAPTURED
    assert quote.words == "The last ship is beyond repair"
    assert quote.speaker and quote.speaker.name == "Ines Holm"
    assert quote.role_as_printed == "Director"
    assert quote.said_on == date(2026, 3, 3)
    assert quote.confidence and 0 < quote.confidence <= 1


def test_later_quotes_of_a_story_share_the_speaker() -> None:
    version = make_version(STORY)
    intake.read(version)
    assert version.quotes.count() == 3
    assert set(version.quotes.values_list("speaker__name", flat=True)) == {"Ines Holm"}


def test_a_second_reading_changes_nothing() -> None:
    version = make_version(STORY)
    first = intake.read(version)
    count = version.quotes.count()
    assert intake.read(version) == first
    assert version.quotes.count() == count


def test_a_version_is_unread_until_it_is_read() -> None:
    version = make_version(STORY)
    assert version in intake.unread()
    assert intake.read_unread() == 1
    assert version not in intake.unread()
    assert intake.read_unread() == 0


def test_a_new_engine_reads_everything_again() -> None:
    version = make_version(STORY)
    intake.read(version)
    assert version in intake.unread(revision="another")


def test_an_engine_that_fails_is_recorded_and_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError("no such mark")

    monkeypatch.setattr("quotes.intake.extraction.extract", fail)
    version = make_version(STORY)
    assert intake.read(version).failed == "ValueError: no such mark"
    assert not intake.unread().exists()
    assert not Quote.objects.exists()


def test_a_version_whose_findings_cannot_be_kept_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad, good = make_version(STORY + "\n\nBad."), make_version(STORY)

    def record(version: ArticleVersion, found: Any, keep: Any = intake.record) -> int:
        count: int = keep(version, found)
        if version == bad:
            raise DataError("value too long")
        return count

    monkeypatch.setattr(intake, "record", record)
    assert intake.read_unread() == 2
    assert bad.extractions.get().failed == "DataError: value too long"
    assert not bad.quotes.exists()
    assert good.quotes.exists()


def test_a_version_waits_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def record(*args: Any) -> None:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(intake, "record", record)
    version = make_version(STORY)
    with pytest.raises(OperationalError):
        intake.read(version)
    assert version in intake.unread()


def test_a_day_after_the_story_is_left_to_a_person() -> None:
    version = make_version(STORY, published_at=datetime(2026, 3, 4, 9, tzinfo=UTC))
    intake.record(version, [finding(STORY, "deserve better", said_on=date(2026, 4, 1))])
    assert version.quotes.get().said_on is None


def test_a_place_that_a_person_has_judged_is_left_alone() -> None:
    quote = make_quote(
        State.REJECTED, version=make_version(STORY), words="The last ship is beyond repair"
    )
    intake.read(quote.version)
    assert quote.version.quotes.filter(words__contains="last ship").get() == quote
    assert quote.state == State.REJECTED


def test_an_overlapping_finding_is_no_second_quote() -> None:
    quote = make_quote(version=make_version(STORY), words="last ship")
    found = [finding(STORY, "“The last ship is beyond repair,”")]
    assert intake.record(quote.version, found) == 0


def test_words_on_record_from_an_earlier_wording_are_not_captured_again() -> None:
    first = make_version(STORY, url="https://coast.example/a")
    intake.read(first)
    second = make_version(STORY + "\n\nThe council meets on Friday.", url="https://coast.example/a")
    intake.read(second)
    assert second.article == first.article
    assert not second.quotes.exists()


def test_a_quotation_over_paragraphs_is_kept_without_its_reopened_marks() -> None:
    text = "“One ship is left.\n\n“It will not sail,” Director Ines Holm said."
    version = make_version(text)
    intake.record(version, [finding(text, "“One ship is left.\n\n“It will not sail,”")])
    assert version.quotes.get().words == "One ship is left. It will not sail"


def test_an_indirect_quote_is_kept_without_its_that() -> None:
    text = "She said that the line will close."
    version = make_version(text)
    intake.record(version, [finding(text, "that the line will close", kind="indirect")])
    assert version.quotes.get().words == "the line will close"


def test_an_apostrophe_at_the_end_is_no_mark() -> None:
    text = "“It is the sailors’” she said."
    version = make_version(text)
    intake.record(version, [finding(text, "“It is the sailors’”")])
    assert version.quotes.get().words == "It is the sailors’"


def test_an_unclear_speaker_stays_unclear() -> None:
    text = "“It will not sail,” he said."
    version = make_version(text)
    intake.record(version, [finding(text, "“It will not sail,”", confidence=0.2)])
    quote = version.quotes.get()
    assert quote.speaker is None and quote.descriptor == "" and quote.attribution_basis == ""


def test_an_unnamed_source_is_described_and_its_basis_left_to_a_person() -> None:
    text = "“It will not sail,” a port official said."
    version = make_version(text)
    found = finding(
        text, "“It will not sail,”", speaker_kind="unnamed", descriptor="a port official"
    )
    intake.record(version, [found])
    quote = version.quotes.get()
    assert (quote.speaker, quote.descriptor) == (None, "a port official")
    assert quote.no_role_printed and quote.attribution_basis == ""


def test_an_unknown_name_becomes_a_proposed_speaker() -> None:
    intake.read(make_version(STORY))
    assert not Speaker.objects.get(name="Ines Holm").is_confirmed


def test_a_known_name_is_matched() -> None:
    holm = make_speaker("Ines Holm")
    version = make_version(STORY)
    intake.read(version)
    assert set(version.quotes.values_list("speaker", flat=True)) == {holm.pk}


def test_a_person_adds_a_missed_quote() -> None:
    version = make_version(STORY)
    start = STORY.index("deserve")
    quote = intake.add_quote(version, [[start, start + 14]], by=make_person("checker"))
    assert (quote.words, quote.kind, quote.state) == ("deserve better", "direct", State.CAPTURED)


def test_a_selection_between_marks_is_direct() -> None:
    version = make_version(STORY)
    end = STORY.index("”")
    quote = intake.add_quote(version, [[1, end]], by=make_person("reporter"))
    assert quote.kind == QuoteKind.DIRECT


def test_a_selection_with_marks_inside_is_mixed() -> None:
    version = make_version(STORY)
    start = STORY.index("The islands")
    quote = intake.add_quote(version, [[start, len(STORY)]], by=make_person("reporter"))
    assert quote.kind == QuoteKind.MIXED


@pytest.mark.parametrize(
    ("paragraph", "kind"), [(0, QuoteKind.MIXED), (1, QuoteKind.INDIRECT), (2, QuoteKind.MIXED)]
)
def test_a_whole_paragraph_is_direct_only_where_all_of_it_is_in_marks(
    paragraph: int, kind: str
) -> None:
    words = STORY.split("\n\n")[paragraph]
    start = STORY.index(words)
    content = [[start, start + len(words)]]
    quote = intake.add_quote(make_version(STORY), content, by=make_person("reporter"))
    assert quote.kind == kind


def test_the_same_place_twice_is_refused() -> None:
    quote = make_quote(version=make_version(STORY), words="last ship")
    with pytest.raises(Refusal, match="are a quote already"):
        intake.add_quote(quote.version, quote.content, by=make_person("checker"))


def test_only_who_may_add_quotes_adds_them() -> None:
    with pytest.raises(NotAllowed):
        intake.add_quote(make_version(STORY), [[0, 5]], by=make_person("desk editor"))


@pytest.mark.parametrize("content", [[], [[5, 3]], [[0, 10_000]], [[4, 9], [0, 3]], [[0, 4, 5]]])
def test_spans_that_are_wrong_are_refused(content: list[list[int]]) -> None:
    with pytest.raises(Refusal) as refused:
        intake.add_quote(make_version(STORY), content, by=make_person("checker"))
    assert refused.value.field == "content"


@pytest.mark.django_db(transaction=True)
def test_several_workers_share_the_queue() -> None:
    for number in range(6):
        make_version(STORY.replace("Tuesday", f"day {number}"))
    counts: list[int] = []

    def work() -> None:
        try:
            counts.append(intake.read_unread())
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 6 == Extraction.objects.count()
    assert Speaker.objects.filter(name="Ines Holm").count() == 1


def test_a_story_from_the_wire_yields_its_quotes() -> None:
    added = ingest.add_story(
        STORY.encode(), outlet="Coast Wire", published_at=datetime(2026, 3, 4, tzinfo=UTC)
    )
    intake.read(added.version)
    assert added.version.quotes.count() == 3


def test_what_was_captured_can_be_brought_to_the_public() -> None:
    version = make_version(STORY)
    intake.read(version)
    quote = version.quotes.get(words__startswith="The last ship")
    verification.submit(quote, by=make_person("reporter"))
    assert quote.speaker is not None
    attribution.confirm_speaker(quote.speaker, by=make_person("checker"))
    assert quote.state == State.SUBMITTED


def test_what_the_engine_read_besides_is_kept() -> None:
    quote = make_found(
        read=WELL_READ
        | {
            "act": "belief",
            "caveats": ("question", "second-hand", "question"),
            "setting": "to reporters",
            "language": "fr",
        }
    )
    assert (quote.act, quote.setting, quote.language) == ("belief", "to reporters", "fr")
    assert quote.caveats == ["second-hand", "question"]
    assert [getattr(quote, name) for name in SURENESS] == [0.99, 0.97, 0.8, 0.9]


def test_an_engine_that_says_nothing_on_its_sureness_leaves_it_open() -> None:
    quote = make_found()
    assert (quote.act, quote.caveats, quote.setting) == ("speech", [], "")
    assert {getattr(quote, name) for name in SURENESS} == {None}


def test_the_language_is_the_articles_unless_the_engine_found_another() -> None:
    version = make_version("« Non », a dit Mme Quill. « Oui », a-t-elle dit.")
    version.article.language = "fr-CA"
    version.article.save()
    assumed = make_found(version=version, words="Non")
    found = make_found(version=version, words="Oui", read={"language": "fr"})
    assert (assumed.language, found.language) == ("fr-CA", "fr")


def test_why_a_source_stays_unnamed_is_kept_as_printed() -> None:
    reason = "because she was not authorised to speak"
    unnamed = {"descriptor": "an official", "anonymity_reason": reason}
    assert make_found(read=unnamed).anonymity_reason == reason
    assert make_found(read=WELL_READ | {"anonymity_reason": reason}).anonymity_reason == ""


def test_a_long_setting_is_cut() -> None:
    assert len(make_found(read={"setting": "in a letter " * 60}).setting) == 300
