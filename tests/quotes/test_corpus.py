"""What editors judged, as a corpus: its shape, what is in it, and what never is."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from quotes import corpus, corrections
from quotes.verification import AttributionBasis, State
from sources import ingest
from sources.models import Article
from tests.make import WELL_READ, make_found, make_person, make_quote, make_version

pytestmark = pytest.mark.django_db


def stories() -> list[dict[str, Any]]:
    return list(corpus.judged_stories())


def export(target: Path, *options: str) -> str:
    out = StringIO()
    call_command("export_training", str(target), *options, stdout=out)
    return out.getvalue()


def test_a_judged_story_has_polnears_shape() -> None:
    version = make_version("“We open in spring,” Mayor Ada Quill said.", headline="The harbour")
    quote = make_found(
        State.VERIFIED,
        version=version,
        words="We open in spring",
        read=WELL_READ,
        source=[[21, 36]],
    )
    (story,) = stories()
    assert story | {"attributions": None} == {
        "id": f"article-{version.article_id}-wording-1",
        "published": "2026-03-03",
        "title": "The harbour",
        "publisher": "harbour-courier",
        "complete": True,
        "text": version.text,
        "attributions": None,
    }
    assert story["attributions"] == [
        {
            "id": f"Q{quote.pk}",
            "source": [{"start": 21, "end": 36, "text": "Mayor Ada Quill"}],
            "cue": [],
            "content": [{"start": 0, "end": 20, "text": "“We open in spring,”"}],
            "kind": "direct",
            "speaker": "Ada Quill",
            "role": "Mayor",
            "said_on": "2026-03-03",
            "said_on_precision": "day",
        }
    ]


@pytest.mark.parametrize(
    ("text", "words", "kind", "content"),
    [
        ('"We open." He left.', "We open.", "direct", '"We open."'),
        ("We open, he said.", "We open", "direct", "We open"),
        ("‘We open’, he said.", "We open", "direct", "‘We open’"),
        ("He said “We", "We", "direct", "“We"),
        ("He said that we open.", "we open", "indirect", "that we open"),
        ("He said we “open” soon.", "we “open” soon", "mixed", "we “open” soon"),
    ],
)
def test_spans_end_where_polnears_do(text: str, words: str, kind: str, content: str) -> None:
    version = make_version(text)
    read = WELL_READ | {"kind": kind}
    make_found(State.VERIFIED, version=version, words=words, read=read)
    (span,) = stories()[0]["attributions"][0]["content"]
    assert span["text"] == content == text[span["start"] : span["end"]]


def test_corrected_quotes_are_exported_as_they_stand_now() -> None:
    quote = make_found(State.PUBLISHED, read=WELL_READ)
    changes = {"said_on": date(2026, 3, 1), "said_on_precision": "month"}
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type="correction",
        changes=changes,
        public_text="In March.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    (story,) = stories()
    assert story["attributions"][0]["said_on_precision"] == "month"


def test_rejected_quotes_are_left_out_and_their_story_stays() -> None:
    make_found(State.REJECTED, read=WELL_READ)
    assert [story["attributions"] for story in stories()] == [[]]


@pytest.mark.parametrize("state", [State.CAPTURED, State.SUBMITTED])
def test_a_story_with_a_quote_that_nobody_judged_is_not_exported(state: State) -> None:
    judged = make_found(State.VERIFIED, read=WELL_READ)
    make_quote(state, version=judged.version, words="said on the quay")
    assert stories() == []


def test_a_story_without_quotes_is_not_exported() -> None:
    make_version()
    assert stories() == []


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        (State.WITHHELD, {}),
        (State.RETRACTED, {}),
        (State.VERIFIED, {"attribution_basis": AttributionBasis.OFF_RECORD}),
        (State.VERIFIED, {"attribution_basis": AttributionBasis.DEEP_BACKGROUND}),
        (State.VERIFIED, {"attribution_basis": AttributionBasis.BACKGROUND}),
        (State.VERIFIED, {"embargo_until": timezone.now() + timedelta(days=1)}),
        (State.REJECTED, {"attribution_basis": AttributionBasis.OFF_RECORD}),
    ],
)
def test_a_story_with_anything_confidential_stays_in_the_newsroom(
    state: State, changes: dict[str, Any]
) -> None:
    beside = make_found(State.PUBLISHED, read=WELL_READ)
    make_quote(state, version=beside.version, words="said on the quay", **changes)
    assert stories() == []


def test_what_one_wording_may_not_show_no_other_wording_does() -> None:
    text = "“We open in spring,” Mayor Ada Quill said.{}"
    address = "https://courier.example/one"
    first, second = (make_version(text.format(end), url=address) for end in ("", " More follows."))
    assert first.article == second.article
    make_quote(State.WITHHELD, version=first, words="We open in spring")
    make_found(State.VERIFIED, version=second, words="More follows", read=WELL_READ)
    assert stories() == []


def test_a_source_that_is_not_named_any_more_is_not_named_here() -> None:
    quote = make_found(State.PUBLISHED, read=WELL_READ)
    changes = {"speaker": None, "descriptor": "an official", "role_as_printed": ""}
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type="correction",
        changes=changes | {"no_role_printed": True},
        public_text="The source asked not to be named.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    assert stories() == []


def test_a_source_that_was_never_named_is_exported_without_a_name() -> None:
    changes = {"descriptor": "an official", "attribution_basis": AttributionBasis.BACKGROUND}
    make_quote(State.PUBLISHED, **changes)
    assert stories()[0]["attributions"][0]["speaker"] is None


@pytest.mark.parametrize("terms", [{"publish_status": "withheld"}, {"embargoed": True}])
def test_an_article_that_may_not_be_shown_is_not_exported(terms: dict[str, Any]) -> None:
    article = make_found(State.VERIFIED, read=WELL_READ).article
    until = timezone.now() + timedelta(days=1) if terms.get("embargoed") else None
    ingest.set_terms(
        article,
        by=make_person("standards editor"),
        publish_status=terms.get("publish_status", Article.PublishStatus.USABLE),
        embargo_until=until,
    )
    assert stories() == []


def test_a_story_whose_other_wording_holds_quotes_is_not_complete() -> None:
    text = "“We open in spring,” Mayor Ada Quill said.{}"
    address = "https://courier.example/two"
    first, second = (make_version(text.format(end), url=address) for end in ("", " “We do.”"))
    make_found(State.VERIFIED, version=first, words="We open in spring", read=WELL_READ)
    make_found(State.VERIFIED, version=second, words="We do.", read=WELL_READ)
    assert [story["complete"] for story in stories()] == [False, False]


def test_the_corpus_costs_one_query_however_many_stories_there_are(
    django_assert_num_queries: Any,
) -> None:
    for number in (1, 4):
        for _ in range(number):
            make_found(State.VERIFIED, read=WELL_READ)
        with django_assert_num_queries(1):
            stories()


class TestTheCommand:
    """It writes the file whole or not at all, and over nobody's work."""

    def test_one_story_is_one_line(self, tmp_path: Path) -> None:
        for _ in range(2):
            make_found(State.VERIFIED, read=WELL_READ)
        said = export(tmp_path / "own.jsonl")
        lines = (tmp_path / "own.jsonl").read_text().splitlines()
        assert [json.loads(line) for line in lines] == stories()
        assert "2 stories (2 complete) with 2 attributions" in said

    def test_gzipped_by_its_name(self, tmp_path: Path) -> None:
        make_found(State.VERIFIED, read=WELL_READ)
        export(tmp_path / "own.jsonl.gz")
        with gzip.open(tmp_path / "own.jsonl.gz", "rt") as lines:
            assert [json.loads(line) for line in lines] == stories()

    def test_a_file_that_is_there_is_replaced_only_by_force(self, tmp_path: Path) -> None:
        make_found(State.VERIFIED, read=WELL_READ)
        target = tmp_path / "own.jsonl"
        target.write_text("mine")
        with pytest.raises(CommandError, match="there already"):
            export(target)
        assert target.read_text() == "mine"
        export(target, "--force")
        assert json.loads(target.read_text())["attributions"]

    def test_a_dry_run_only_counts(self, tmp_path: Path) -> None:
        make_found(State.VERIFIED, read=WELL_READ)
        assert "Would write 1 stories" in export(tmp_path / "own.jsonl", "--dry-run")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("option", [(), ("--dry-run",)])
    def test_nothing_to_write_is_said_and_not_written(
        self, tmp_path: Path, option: tuple[str, ...]
    ) -> None:
        assert "No story fits yet" in export(tmp_path / "own.jsonl", *option)
        assert list(tmp_path.iterdir()) == []

    def test_a_failure_half_way_leaves_what_was_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_found(State.VERIFIED, read=WELL_READ)
        target = tmp_path / "own.jsonl"
        target.write_text("mine")
        first = stories()[0]

        def breaking() -> Any:
            yield first
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(corpus, "judged_stories", breaking)
        with pytest.raises(CommandError, match="No space left"):
            export(target, "--force")
        assert target.read_text() == "mine"
        assert list(tmp_path.iterdir()) == [target]

    def test_a_folder_that_is_not_there_is_one_clear_line(self, tmp_path: Path) -> None:
        make_found(State.VERIFIED, read=WELL_READ)
        with pytest.raises(CommandError, match="can't be written"):
            export(tmp_path / "nowhere" / "own.jsonl")
