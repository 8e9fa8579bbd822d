"""`manage.py sample_newsroom`: the sample is whole, is made once, and keeps its hands to itself."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from quotes import extraction, sample
from quotes.extraction import Attribution
from quotes.models import (
    CorrectionRequest,
    Extraction,
    Notice,
    Position,
    Quote,
    QuoteKind,
    Review,
    Speaker,
    Topic,
)
from quotes.sample import newsroom, people, subjects
from quotes.sample.table import Line, Story, spans_of
from quotes.verification import AttributionBasis, State
from sources.models import Article, ArticleVersion, Outlet
from tests.conftest import make_what_migrations_make
from tests.make import make_article

pytestmark = pytest.mark.django_db

LINES = [(story, line) for story in newsroom.STORIES for line in story.lines]


@pytest.fixture(autouse=True)
def state_dir(settings: Any, tmp_path: Path) -> Path:
    settings.STATE_DIR = tmp_path
    return tmp_path


@pytest.fixture(scope="class")
def whole_sample(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The sample, made in one transaction around all tests of a class."""
    kept_in = override_settings(STATE_DIR=tmp_path_factory.mktemp("state"))
    with django_db_blocker.unblock(), transaction.atomic(), kept_in:
        if not Group.objects.exists():  # an earlier test that committed was flushed
            make_what_migrations_make()
        sample.make()
        yield
        transaction.set_rollback(True)


def _run(*arguments: str) -> str:
    out = StringIO()
    call_command("sample_newsroom", *arguments, stdout=out)
    return out.getvalue()


def _quote_of(story: Story, line: Line) -> Quote:
    """The quote that a line of the table was made into."""
    version = ArticleVersion.objects.get(article__canonical_url=story.url)
    first = spans_of(version.text, line.pieces)[0]
    quotes = [quote for quote in version.quotes.all() if quote.content[0] == first]
    (quote,) = [quote for quote in quotes if quote.content[: len(line.pieces)]]
    return quote


class TestWhatItHolds:
    """The sample shows every part of the product."""

    @pytest.fixture(autouse=True)
    def _made(self, whole_sample: None) -> None:
        """Made once for all of these tests."""

    def test_every_state(self) -> None:
        assert set(Quote.objects.values_list("state", flat=True)) == set(State.values)

    def test_thirty_five_public_quotes_by_fifteen_speakers(self) -> None:
        assert Quote.objects.public().count() >= 35
        assert Speaker.objects.public().count() >= 15

    def test_every_kind_is_public(self) -> None:
        kinds = set(Quote.objects.public().values_list("kind", flat=True))
        assert kinds == set(QuoteKind.values)

    def test_every_type_of_notice(self) -> None:
        decided = Notice.objects.filter(approved_by__isnull=False)
        assert set(decided.values_list("type", flat=True)) == set(Notice.Type.values)

    def test_corrections_are_approved_by_a_second_person(self) -> None:
        corrections = Notice.objects.filter(type="correction", approved_by__isnull=False)
        assert corrections
        assert all(notice.approved_by_id != notice.proposed_by_id for notice in corrections)
        assert all(notice.before != notice.after for notice in corrections)

    def test_one_proposal_waits_and_one_was_declined(self) -> None:
        assert Notice.objects.filter(decided_at=None).count() == 1
        assert Notice.objects.filter(declined_by__isnull=False).count() == 1

    def test_a_tombstone(self) -> None:
        assert Quote.objects.tombstones().count() == 1

    def test_a_quote_under_embargo_and_not_public(self) -> None:
        quote = Quote.objects.get(embargo_until__isnull=False)
        assert quote.state == State.VERIFIED

    def test_an_unnamed_public_source_with_its_reason(self) -> None:
        unnamed = Quote.objects.public().filter(speaker=None)
        assert unnamed
        assert all(quote.descriptor and quote.anonymity_reason for quote in unnamed)

    def test_every_basis_and_nothing_public_that_was_not_for_publication(self) -> None:
        bases = Quote.objects.values_list("attribution_basis", flat=True)
        assert set(AttributionBasis.values) <= set(bases)
        public = set(Quote.objects.public().values_list("attribution_basis", flat=True))
        assert public == {AttributionBasis.ON_RECORD, AttributionBasis.BACKGROUND}

    def test_a_public_quote_with_a_legal_flag(self) -> None:
        assert Quote.objects.public().filter(legal_flag=True).exists()

    def test_a_speaker_who_changed_office_has_both_in_quotes(self) -> None:
        ellingsen = Speaker.objects.get(name="Marta Ellingsen")
        titles = ellingsen.quotes.values_list("position__title", flat=True)
        assert set(titles) == {"Harbour Master", "Minister of Transport"}

    def test_most_printed_roles_are_matched_to_a_position(self) -> None:
        with_role = Quote.objects.exclude(role_as_printed="").exclude(speaker=None)
        assert with_role.filter(position=None).count() < with_role.count() / 10
        assert Position.objects.filter(end__isnull=False).exists()

    def test_two_namesakes_stay_apart(self) -> None:
        renwicks = Speaker.objects.filter(name="Paul Renwick")
        assert sorted(speaker.description for speaker in renwicks) == [
            "defence lawyer",
            "football manager",
        ]
        assert all(speaker.quotes.public().exists() for speaker in renwicks)

    def test_organisations_speak(self) -> None:
        kinds = Quote.objects.public().values_list("speaker__kind", flat=True)
        assert Speaker.Kind.ORGANISATION in kinds

    def test_one_speaker_waits_for_an_editor(self) -> None:
        assert [str(speaker) for speaker in Speaker.objects.proposed()] == ["Theo Brandt"]

    def test_a_dozen_stories_of_every_kind_of_outlet(self) -> None:
        assert Article.objects.count() == 12
        assert set(Outlet.objects.values_list("kind", flat=True)) == set(Outlet.Kind.values)

    def test_no_headline_is_left_in_a_body_and_every_story_has_one(self) -> None:
        for article in Article.objects.all():
            assert article.headline
            assert not article.versions.get().text.startswith(article.headline)

    def test_every_topic_has_public_quotes_and_every_public_quote_a_topic(self) -> None:
        assert {topic.name for topic in Topic.objects.public()} == set(subjects.DESCRIBED)
        assert not Quote.objects.public().filter(taggings=None).exists()

    def test_a_readers_request_waits(self) -> None:
        asked = CorrectionRequest.objects.get()
        assert asked.state == "open"
        assert asked.quote in Quote.objects.public()

    def test_every_verified_quote_was_verified_by_another_than_its_submitter(self) -> None:
        for quote in Quote.objects.filter(state__in=[State.VERIFIED, State.PUBLISHED]):
            makers = {review.move: review.by_id for review in quote.reviews.all()}
            assert makers["submit"] != makers["verify"]
        assert not Quote.objects.filter(single_editor=True).exists()

    @pytest.mark.parametrize("at", range(0, len(LINES), 7))
    def test_a_line_of_the_table_is_as_it_says(self, at: int) -> None:
        story, line = LINES[at]
        quote = _quote_of(story, line)
        assert quote.role_as_printed == line.role
        assert quote.kind == line.kind
        assert bool(quote.speaker) == bool(line.who)


class TestTheTable:
    """The table is true to the stories."""

    def test_every_role_stands_in_its_story(self) -> None:
        for story, line in LINES:
            text = " ".join(story.read().decode().split()).casefold()
            assert line.role.casefold() in text, (story.file, line.role)

    def test_every_unnamed_source_stands_in_its_story(self) -> None:
        for story, line in LINES:
            text = " ".join(story.read().decode().split()).casefold()
            assert line.descriptor.casefold() in text, (story.file, line.descriptor)

    def test_no_piece_holds_the_marks_around_a_direct_quote(self) -> None:
        for story, line in LINES:
            if line.kind == QuoteKind.DIRECT:
                assert not any(mark in piece for piece in line.pieces for mark in '“”"'), story

    def test_pieces_are_found_in_order(self) -> None:
        assert spans_of("one two one three", ("one", "one … three")) == [[0, 3], [8, 17]]

    def test_a_piece_that_is_not_there_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="substring"):
            spans_of("one two", ("three",))


class TestEngines:
    """The sample comes out the same whatever the engine finds."""

    def test_an_engine_that_finds_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(extraction, "extract", lambda text, **_: [])
        sample.make()
        assert Quote.objects.count() == len(LINES)

    def test_an_engine_that_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(text: str, **_: Any) -> Sequence[Attribution]:
            raise RuntimeError("no model")

        monkeypatch.setattr(extraction, "extract", fail)
        sample.make()
        assert Extraction.objects.exclude(failed="").count() == 12
        assert Quote.objects.count() == len(LINES)

    def test_an_engine_that_takes_whole_stories_for_quotes(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def everything(text: str, **_: Any) -> Sequence[Attribution]:
            whole = extraction.Span(0, len(text), text)
            return [Attribution((whole,), (), (), "indirect", "Nobody Atall", "person")]

        monkeypatch.setattr(extraction, "extract", everything)
        sample.make()
        assert Quote.objects.count() == len(LINES)
        assert not Speaker.objects.filter(name="Nobody Atall").exists()


class TestAgain:
    """A second run changes nothing, and a run that was killed is taken up."""

    def test_a_second_run_changes_nothing(self) -> None:
        _run()
        before = _everything()
        assert _run().startswith("The sample newsroom is complete")
        assert _everything() == before

    def test_what_people_did_since_is_left_alone(self) -> None:
        sample.make()
        Quote.objects.filter(state=State.CAPTURED).update(anonymity_reason="a reason of mine")
        before = _everything()
        sample.make()
        assert _everything() == before

    def test_a_run_that_died_between_stories_is_completed(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as cut_short:
            cut_short.setattr(newsroom, "STORIES", newsroom.STORIES[:2])
            sample.make()
        assert Article.objects.count() == 2
        made = sample.make()
        assert (made.stories, Article.objects.count()) == (10, 12)

    def test_a_story_is_made_whole_or_not_at_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def die(*_: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setitem(newsroom.PATHS, "retracted", (die,))
        with pytest.raises(KeyboardInterrupt):
            sample.make()
        assert Article.objects.count() == 2  # the retraction is in the third story
        assert not Quote.objects.filter(version__article__outlet__name="VBC News").exists()

    def test_a_sample_to_which_people_added_stories_is_still_complete(self) -> None:
        sample.make()
        make_article()
        assert sample.make() == sample.Made(0, 0)


class TestOtherDatabases:
    """It does not mix invented people into somebody's real newsroom."""

    def test_it_refuses_a_database_with_other_articles(self) -> None:
        make_article()
        people_before = User.objects.count()
        with pytest.raises(CommandError, match="not the sample's") as refusal:
            _run()
        assert "\n" not in str(refusal.value)
        assert (Article.objects.count(), User.objects.count()) == (1, people_before)

    def test_if_empty_leaves_it_alone_without_an_error(self) -> None:
        make_article()
        assert _run("--if-empty") == ""
        assert Article.objects.count() == 1

    def test_if_empty_makes_it_where_there_is_nothing(self) -> None:
        assert _run("--if-empty").startswith("Made 12 stories")


class TestLogins:
    """One password an installation, in one file that its owner alone can read."""

    def test_the_file_is_readable_by_its_owner_alone(self, state_dir: Path) -> None:
        people.make()
        kept = state_dir / "sample-logins.json"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert [path.name for path in state_dir.iterdir()] == ["sample-logins.json"]

    def test_lines_of_role_username_and_password(self, state_dir: Path) -> None:
        people.make()
        password = json.loads((state_dir / "sample-logins.json").read_text())["password"]
        rows = [line.rsplit(maxsplit=2) for line in _run("--logins").splitlines()]
        assert rows == [
            ["reporter", "ida", password],
            ["checker", "chen", password],
            ["desk editor", "amara", password],
            ["standards editor", "ruth", password],
            ["administrator", "admin", password],
        ]

    def test_they_let_staff_in_with_the_rights_of_their_group(self) -> None:
        for role, person in people.make().items():
            assert person.is_staff
            groups = set(person.groups.values_list("name", flat=True))
            assert groups == (set() if role == people.ADMINISTRATOR else {role})
        assert User.objects.get(username="admin").is_superuser

    def test_another_installation_has_another_password(self, settings: Any, tmp_path: Path) -> None:
        first = people._kept_password()
        settings.STATE_DIR = tmp_path / "another"
        assert people._kept_password() != first

    def test_a_password_that_somebody_changed_is_neither_shown_nor_reset(self) -> None:
        people.make()
        admin = User.objects.get(username="admin")
        admin.set_password("a password of my own")
        admin.save()
        people.make()
        admin.refresh_from_db()
        assert admin.check_password("a password of my own")
        assert "admin" not in {login.username for login in sample.logins()}

    def test_somebody_elses_admin_keeps_the_password(self) -> None:
        User.objects.create_superuser("admin", password="a password of my own")
        people.make()
        assert "admin" not in {login.username for login in sample.logins()}

    def test_without_a_sample_there_is_a_hint_and_no_error(self) -> None:
        assert "createsuperuser" in _run("--logins")

    def test_showing_them_makes_nothing(self) -> None:
        _run("--logins")
        assert not Article.objects.exists()
        assert not User.objects.exists()


def _everything() -> list[tuple[str, int, str]]:
    """How many rows each table has, and a hash of all of them."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.startswith(("quotes_", "sources_", "auth_")):
                rows = "coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '')"
                cursor.execute(f"SELECT count(*), {rows} FROM {table} t")  # noqa: S608
                found.append((table, *cursor.fetchone()))
    assert any(count for _, count, _ in found)
    assert Review.objects.exists()
    return found
