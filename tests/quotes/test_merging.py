"""Mergers of two entries of the register: by rule, on record, and undone as a whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from quotes import attribution, corrections, merging, verification
from quotes.models import Alias, Merger, Moved, Notice, Position, Quote, Speaker
from quotes.verification import Incomplete, NotAllowed, State
from tests.make import (
    WELL_READ,
    make_found,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes import raw

pytestmark = pytest.mark.django_db

WHY = "One person under two spellings."


def merge(loser: Speaker, into: Speaker, by: User | None = None) -> Merger:
    return merging.merge(loser, into=into, by=by or make_person("desk editor"), reason=WHY)


def undo(merger: Merger, by: User | None = None) -> merging.Undoing:
    return merging.undo(merger, by=by or make_person("standards editor"), reason="They are two.")


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(merging.Unmergeable) as caught:
        call()
    return caught.value.message


def standing(*models: Any) -> dict[str, list[dict[str, Any]]]:
    """Every row of the models as it stands, but for the counters of changes."""
    kept = {}
    for model in models or (Speaker, Alias, Position, Quote):
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.name not in ("change_number", "search", "literal")
        ]
        kept[model.__name__] = list(model.objects.order_by("pk").values(*names))
    return kept


# ---- The rules ---------------------------------------------------------------------------


def test_every_field_of_a_speaker_has_a_rule() -> None:
    assert set(merging.FIELDS) == {field.name for field in Speaker._meta.concrete_fields}


def test_every_relation_to_a_speaker_has_a_rule() -> None:
    """A relation that a later model adds fails here until somebody decides about it."""
    assert set(merging.RELATIONS) == set(merging.relations())


def test_every_rule_says_why() -> None:
    assert all(rule.why for rule in [*merging.FIELDS.values(), *merging.RELATIONS.values()])


# ---- Merging -----------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_quotes_of_every_state_move_and_nothing_else_of_them_changes(state: State) -> None:
    loser, winner = make_speaker("Ada Quil"), make_speaker("Ada Quill")
    quote = make_quote(state, speaker=loser)
    before = standing(Quote)["Quote"]
    merge(loser, winner)
    after = standing(Quote)["Quote"]
    assert after == [before[0] | {"speaker_id": winner.pk}]
    assert Moved.objects.get(relation="quotes.Quote.speaker").row == quote.pk


def test_names_and_positions_move_and_what_the_survivor_has_stays() -> None:
    loser, winner = make_speaker("Ada Quil"), make_speaker("Ada Quill")
    for speaker in (loser, winner):
        attribution.add_alias(speaker, "A. Quill", by=make_person("checker"))
        make_position(speaker, "Mayor", start=date(2020, 1, 1))
    pilot = make_position(loser, "Pilot")
    merge(loser, winner)
    assert set(winner.aliases.values_list("name", flat=True)) == {
        *("Ada Quil", "Ada Quill", "A. Quill")
    }
    assert list(loser.aliases.values_list("name", flat=True)) == ["A. Quill"]
    assert set(winner.positions.values_list("title", flat=True)) == {"Mayor", "Pilot"}
    assert pilot.pk in winner.positions.values_list("pk", flat=True)
    assert winner.positions.count() == 2


def test_what_was_held_in_an_organisation_is_held_in_the_survivor() -> None:
    loser, winner = (make_speaker(name, kind="organisation") for name in ("Port", "Port Office"))
    held = make_position(make_speaker(), "Pilot", organisation=loser)
    merge(loser, winner)
    held.refresh_from_db()
    assert held.organisation == winner


def test_empty_fields_are_filled_and_full_ones_kept() -> None:
    loser = make_speaker("Ada Quil", description="a mayor")
    winner = make_speaker("Ada Quill")
    loser.wikidata_id = "Q42"
    loser.save()
    record = merge(loser, winner)
    assert (winner.wikidata_id, winner.description, winner.name) == ("Q42", "a mayor", "Ada Quill")
    assert (loser.wikidata_id, loser.merged_into) == ("", winner)
    assert record.fields["wikidata_id"] == {"loser": ["Q42", ""], "winner": ["", "Q42"]}


def test_two_wikidata_ids_forbid_it() -> None:
    loser, winner = make_speaker(), make_speaker()
    loser.wikidata_id, winner.wikidata_id = "Q1", "Q2"
    loser.save(), winner.save()
    assert "different Wikidata ids, Q1 and Q2" in refused(lambda: merge(loser, winner))


def test_a_person_is_not_merged_into_an_organisation() -> None:
    assert "a person and the other an organisation" in refused(
        lambda: merge(make_speaker(), make_speaker("The Port", kind="organisation"))
    )


def test_a_confirmed_speaker_is_not_merged_into_a_proposed_one() -> None:
    assert "Confirm Bo first" in refused(
        lambda: merge(make_speaker(), make_speaker("Bo", confirmed=False))
    )


def test_not_into_oneself_nor_a_merged_one_nor_twice() -> None:
    one, other, third = make_speaker("One"), make_speaker("Other"), make_speaker("Third")
    assert "itself" in refused(lambda: merge(one, one))
    merge(one, other)
    assert "One was merged into Other already" in refused(lambda: merge(third, one))
    assert "One was merged into Other already" in refused(lambda: merge(one, third))
    assert "One was merged into Other already" in refused(lambda: merge(other, one))


def test_not_where_one_holds_a_position_in_the_other() -> None:
    one, other = (make_speaker(name, kind="organisation") for name in ("Port", "Harbour"))
    make_position(one, "Member", organisation=other)
    assert "holds a position in the other" in refused(lambda: merge(one, other))


def test_not_while_a_correction_that_names_the_other_waits() -> None:
    loser, winner = make_speaker(), make_speaker()
    quote = make_quote(State.PUBLISHED)
    corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"speaker": loser},
        public_text="Somebody else said it.",
    )
    assert f"decide those of quote {quote.pk} first" in refused(lambda: merge(loser, winner))


def test_not_of_two_who_were_told_apart_until_that_is_taken_back() -> None:
    loser, winner, checker = make_speaker(), make_speaker(), make_person("checker")
    told = merging.tell_apart(winner, loser, by=checker, reason="Father and son.")
    assert "“Father and son.”" in refused(lambda: merge(loser, winner))
    merging.take_back(told, by=checker)
    merge(loser, winner)


@pytest.mark.parametrize("group", ["reporter", "checker", ""])
def test_only_desk_and_standards_editors_merge_and_undo(group: str) -> None:
    loser, winner = make_speaker(), make_speaker()
    with pytest.raises(NotAllowed):
        merge(loser, winner, make_person(group))
    record = merge(loser, winner)
    with pytest.raises(NotAllowed):
        undo(record, make_person(group))


def test_it_needs_a_reason() -> None:
    with pytest.raises(Incomplete) as caught:
        merging.merge(make_speaker(), into=make_speaker(), by=make_person("desk editor"), reason="")
    assert caught.value.field == "reason"


def test_a_plan_says_all_of_it_and_changes_nothing() -> None:
    loser, winner = make_speaker("Ada Quil", description="a mayor"), make_speaker("Ada Quill")
    make_quote(State.PUBLISHED, speaker=loser)
    before = standing()
    plan = merging.plan(loser, into=winner)
    rows = {row.name: (row.moving, row.staying) for row in plan.rows}
    assert rows["quotes.Quote.speaker"] == (1, 0)
    assert rows["quotes.Alias.speaker"] == (1, 0)
    assert [field.name for field in plan.fields if field.is_changed] == ["description"]
    assert plan.is_possible
    assert standing() == before


def test_a_merger_costs_the_same_however_many_quotes_move(
    django_assert_max_num_queries: Any,
) -> None:
    editor = make_person("desk editor")
    for number in (1, 12):
        loser, winner = make_speaker(), make_speaker()
        for _ in range(number):
            make_quote(State.PUBLISHED, speaker=loser)
        with django_assert_max_num_queries(45):
            record = merge(loser, winner, editor)
        with django_assert_max_num_queries(50):
            undo(record, editor)


# ---- What readers and machines see -------------------------------------------------------


def test_the_old_address_leads_to_the_survivor_whose_page_has_the_quotes(client: Client) -> None:
    loser, winner = make_speaker("Ada Quil"), make_speaker("Ada Quill")
    quote = make_quote(State.PUBLISHED, speaker=loser)
    third = make_speaker("Ada B. Quill")
    merge(loser, winner)
    merge(winner, third)
    answer = client.get(f"/speakers/{loser.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/speakers/{third.slug}/")
    assert quote.words in client.get(f"/speakers/{third.slug}/").content.decode()
    answer = client.get(f"/api/v1/speakers/{loser.slug}/")
    assert (answer.status_code, answer["Location"][-len(third.slug) - 1 :]) == (
        *(301, f"{third.slug}/"),
    )
    found = client.get("/api/v1/quotes/", {"speaker": loser.slug}).json()["results"]
    assert [(one["id"], one["speaker"]["slug"]) for one in found] == [(quote.pk, third.slug)]


def test_a_merged_name_finds_the_survivor(client: Client) -> None:
    loser, winner = make_speaker("Adah Kuill"), make_speaker("Ada Quill")
    make_quote(State.PUBLISHED, speaker=loser)
    merge(loser, winner)
    assert "/speakers/ada-quill/" in client.get("/speakers/", {"name": "Kuill"}).content.decode()
    assert attribution.match("Adah Kuill", "person", "") == winner


def test_a_merger_is_no_change_of_what_the_engine_read() -> None:
    quote = make_found(read=WELL_READ)
    survivor = make_speaker("Ada Quill of the Port")
    assert quote.speaker
    merge(quote.speaker, survivor)
    found = Quote.objects.with_speaker_as_captured().get(pk=quote.pk)
    assert found.speaker_is_as_captured  # type: ignore[attr-defined]


def test_nobody_gives_a_quote_to_a_merged_speaker() -> None:
    loser, winner = make_speaker(), make_speaker()
    quote = make_quote()
    merge(loser, winner)
    with raw.refused("this speaker was merged into another"):
        raw.update_quote(quote, speaker_id=loser.pk)
    with raw.refused("this speaker was merged into another"):
        Position.objects.create(speaker=loser, title="Mayor")
    with raw.refused("this speaker was merged into another"):
        Alias.objects.create(speaker=loser, name="Bo", folded="bo")


# ---- Undoing -----------------------------------------------------------------------------


def test_undoing_restores_every_row_as_it_was() -> None:
    loser, winner = make_speaker("Ada Quil", description="a mayor"), make_speaker("Ada Quill")
    loser.wikidata_id = "Q42"
    loser.save()
    attribution.add_alias(loser, "Mayor Quil", by=make_person("checker"))
    office = make_position(loser, "Mayor", start=date(2020, 1, 1))
    for state in State:
        quote = make_quote(state, speaker=loser)
        assert quote.position == office
        make_quote(state, speaker=winner)
    before = standing()
    record = merge(loser, winner)
    assert standing() != before
    undoing = undo(record)
    assert standing() == before
    assert undoing.left == []
    assert undoing.record.undoes == record
    assert Moved.objects.filter(merger=undoing.record).count() == record.moved.count()


def test_what_came_later_stays_with_the_survivor() -> None:
    loser, winner, editor = make_speaker(), make_speaker(), make_person("desk editor")
    old = make_quote(State.PUBLISHED, speaker=loser)
    record = merge(loser, winner)
    new = make_quote(State.PUBLISHED, speaker=winner)
    undo(record, editor)
    old.refresh_from_db(), new.refresh_from_db()
    assert (old.speaker, new.speaker) == (loser, winner)


def test_what_was_corrected_away_or_deleted_since_stays_so_and_is_listed() -> None:
    loser, winner, third = make_speaker(), make_speaker(), make_speaker()
    quote = make_quote(State.PUBLISHED, speaker=loser)
    alias = attribution.add_alias(loser, "Q.", by=make_person("checker"))
    record = merge(loser, winner)
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"speaker": third},
        public_text="Somebody else said it.",
    )
    assert f"decide those of quote {quote.pk} first" in refused(lambda: undo(record))
    corrections.approve(notice, by=make_person("desk editor"))
    Alias.objects.get(pk=alias.pk).delete()
    left = undo(record).left
    quote.refresh_from_db()
    assert quote.speaker == third
    assert any(f"quotes {quote.pk}." in line for line in left)
    assert any(f"names {alias.pk}." in line for line in left)


def test_a_name_deleted_since_that_is_the_speakers_own_is_entered_again() -> None:
    loser, winner = make_speaker("Ada Quil"), make_speaker("Ada Quill")
    record = merge(loser, winner)
    winner.aliases.filter(name="Ada Quil").delete()
    undo(record)
    assert loser.aliases.get().name == "Ada Quil"


def test_a_field_changed_since_stays_with_the_survivor() -> None:
    loser, winner = make_speaker(description="a mayor"), make_speaker()
    record = merge(loser, winner)
    winner.description = "a pilot"
    winner.save()
    left = undo(record).left
    loser.refresh_from_db(), winner.refresh_from_db()
    assert (loser.description, winner.description) == ("a mayor", "a pilot")
    assert any("keeps the description" in line for line in left)


def test_a_wikidata_id_that_a_third_has_by_now_forbids_it() -> None:
    loser, winner, third = make_speaker(), make_speaker(), make_speaker("Third")
    loser.wikidata_id = "Q42"
    loser.save()
    record = merge(loser, winner)
    for speaker, value in ((winner, ""), (third, "Q42")):
        speaker.wikidata_id = value
        speaker.save()
    assert "Third has the Wikidata id Q42" in refused(lambda: undo(record))


def test_chains_are_undone_from_their_end() -> None:
    first, second, third = make_speaker("First"), make_speaker("Second"), make_speaker("Third")
    quote = make_quote(State.PUBLISHED, speaker=first)
    before = standing()
    near, far = merge(first, second), merge(second, third)
    assert "Second was itself merged into Third" in refused(lambda: undo(near))
    undo(far)
    quote.refresh_from_db()
    assert quote.speaker == second
    undo(near)
    assert standing() == before


def test_nothing_is_undone_twice_and_what_was_undone_can_be_merged_again() -> None:
    loser, winner = make_speaker(), make_speaker()
    record = merge(loser, winner)
    undoing = undo(record)
    assert "undone already" in refused(lambda: undo(record))
    assert "takes a merger back already" in refused(lambda: undo(undoing.record))
    again = merge(loser, winner)
    undo(again)


def test_who_was_only_proposed_is_confirmed_where_quotes_were_verified_since() -> None:
    loser, winner = make_speaker(confirmed=False), make_speaker()
    reporter = make_person("reporter")
    quote = make_quote(State.SUBMITTED, speaker=loser, people={"reporter": reporter})
    record = merge(loser, winner)
    quote.refresh_from_db()
    verification.verify(
        quote,
        by=make_person("checker"),
        basis="article",
        answers=dict.fromkeys(verification.CHECKLIST, True),
    )
    verification.publish(quote, by=make_person("desk editor"))
    left = undo(record).left
    quote.refresh_from_db(), loser.refresh_from_db()
    assert (quote.speaker, loser.is_confirmed) == (loser, True)
    assert any("confirmed now" in line for line in left)


# ---- Behind the verbs --------------------------------------------------------------------


class TestTheDatabase:
    """What nobody gets past, with a prompt of the database either."""

    def test_merged_into_changes_by_a_merger_alone(self) -> None:
        loser, winner, third = make_speaker(), make_speaker(), make_speaker()
        with raw.refused("by a merger on record"):
            raw.update("quotes_speaker", loser.pk, merged_into_id=winner.pk)
        merge(loser, winner)
        for target in (None, third.pk):
            with raw.refused("by a merger on record"):
                raw.update("quotes_speaker", loser.pk, merged_into_id=target)

    def test_no_circle_and_none_into_a_merged_one(self) -> None:
        loser, winner, editor = make_speaker(), make_speaker(), make_person("desk editor")
        merge(loser, winner)
        for one, other in ((winner, loser), (make_speaker(), loser), (loser, make_speaker())):
            with raw.refused("two speakers of a kind that stand"):
                self._merger(one, other, editor)

    def test_by_who_may_and_with_a_reason(self) -> None:
        with raw.refused("may not merge speakers"):
            self._merger(make_speaker(), make_speaker(), make_person("checker"))
        with raw.refused("merger_has_a_reason"):
            self._merger(make_speaker(), make_speaker(), make_person("desk editor"), reason="")

    def test_a_merger_is_carried_out(self) -> None:
        with raw.refused("carried out in the same transaction"):
            self._merger(make_speaker(), make_speaker(), make_person("desk editor"))

    def test_a_merger_leaves_no_quote_behind(self) -> None:
        loser, winner = make_speaker(), make_speaker()
        make_quote(speaker=loser)
        with raw.refused("carried out in the same transaction"):
            self._merger(loser, winner, make_person("desk editor"))
            raw.update("quotes_speaker", loser.pk, merged_into_id=winner.pk)

    def test_a_frozen_quote_moves_with_its_merger_alone(self) -> None:
        loser, winner, third = make_speaker(), make_speaker(), make_speaker()
        moved, other = (make_quote(State.PUBLISHED, speaker=loser) for _ in range(2))
        with raw.refused("frozen"):
            raw.update_quote(moved, speaker_id=winner.pk)
        merge(loser, winner)
        for quote in (moved, other):
            with raw.refused("frozen"):
                raw.update_quote(quote, speaker_id=third.pk)

    def test_the_record_is_append_only(self) -> None:
        record = merge(make_speaker(), make_speaker())
        with raw.refused("Cannot update or delete rows"):
            raw.update("quotes_merger", record.pk, reason="Another.")
        with raw.refused("Cannot update or delete rows"):
            raw.execute("DELETE FROM quotes_moved WHERE merger_id = %s", record.pk)

    def _merger(self, loser: Speaker, winner: Speaker, by: User, reason: str = WHY) -> int:
        return raw.insert(
            "quotes_merger",
            loser_id=loser.pk,
            winner_id=winner.pk,
            by_id=by.pk,
            reason=reason,
            fields={},
        )


@pytest.mark.django_db(transaction=True)
def test_a_sanction_ends_with_its_transaction() -> None:
    loser, winner = make_speaker(), make_speaker()
    quote = make_quote(State.PUBLISHED, speaker=loser)
    record = merge(loser, winner)
    with raw.refused("written with it"):
        raw.insert("quotes_moved", merger_id=record.pk, relation="quotes.Quote.speaker", row=1)
    with raw.refused("by a merger on record"):
        raw.update("quotes_speaker", loser.pk, merged_into_id=None)
    undo(record)
    with raw.refused("frozen"):
        raw.update_quote(quote, speaker_id=winner.pk)


@pytest.mark.django_db(transaction=True)
def test_two_mergers_that_meet_end_in_one_speaker() -> None:
    """A into B and B into A at once: one is carried out, the other is told."""
    one, other, editor = make_speaker(), make_speaker(), make_person("desk editor")
    quotes = [make_quote(State.PUBLISHED, speaker=speaker) for speaker in (one, other)]
    gate, outcomes = threading.Barrier(2), []

    def work(loser: Speaker, winner: Speaker) -> None:
        try:
            gate.wait(10)
            merge(Speaker.objects.get(pk=loser.pk), Speaker.objects.get(pk=winner.pk), editor)
            outcomes.append("merged")
        except merging.Unmergeable:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["merged", "told"]
    survivor = Speaker.objects.current().get()
    assert {Quote.objects.get(pk=quote.pk).speaker for quote in quotes} == {survivor}


@pytest.mark.django_db(transaction=True)
def test_a_quote_captured_during_a_merger_is_the_survivors() -> None:
    loser, winner = make_speaker("Ada Quil"), make_speaker("Ada Quill")
    version = make_version("“The pier stays.” Ada Quil said.")
    captured = threading.Event()

    def capture() -> None:
        Quote.objects.create(
            version=version,
            content=[[1, 16]],
            words="The pier stays.",
            kind="direct",
            speaker=loser,
        )
        captured.set()
        connection.close()

    with transaction.atomic():
        merge(loser, winner)
        thread = threading.Thread(target=capture)
        thread.start()
        assert not captured.wait(1)
    thread.join(30)
    assert Quote.objects.get().speaker == winner
