"""The vault by its verbs: who may do what, what is logged, and what a changed row is met with."""

from __future__ import annotations

import base64
import logging
import re
import secrets
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from quotes import attribution, corpus, ledger
from quotes.models import Quote
from quotes.verification import AttributionBasis, State
from sources.refusal import NotAllowed, Refusal
from tests.make import make_person, make_quote, make_speaker
from tests.quotes import raw
from vault import contents, custody, keys, register, rotation
from vault.models import Access, Entry, Keyholder
from vault.sealing import BLOCK, OVERHEAD, Key, Unreadable, seal, unseal

pytestmark = pytest.mark.django_db

NAME = "Wilhelmina Quartermaine"
NOTE = "Deputy treasurer; met at the Zephyrine café."
PASSWORD = "a lantern in the harbour"
WHY = "The lawyer asks"


def fresh_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture(autouse=True)
def _keys(settings: Any) -> None:
    settings.VAULT_KEYS = [fresh_key()]
    settings.VAULT_KEYS_FILE = ""


def make_known(group: str = "reporter", **fields: Any) -> User:
    """Somebody who can give a password."""
    person = make_person(group, **fields)
    person.set_password(PASSWORD)
    person.save()
    return person


def make_unnamed(**changes: Any) -> Quote:
    return make_quote(
        descriptor="a senior official",
        anonymity_reason="because the talks are private",
        attribution_basis=AttributionBasis.BACKGROUND,
        **changes,
    )


@pytest.fixture
def reporter() -> User:
    return make_known()


@pytest.fixture
def editor() -> User:
    return make_known("desk editor")


@pytest.fixture
def entry(reporter: User, editor: User) -> Entry:
    """An identity that a reporter put on record and an editor may open."""
    return custody.record(
        make_unnamed(), identity=NAME, note=NOTE, by=reporter, open_to=[editor], whence="10.1.1.1"
    )


def deeds(entry: Entry) -> list[str]:
    return list(entry.accesses.order_by("pk").values_list("deed", flat=True))


def opened(entry: Entry, by: User, **given: Any) -> contents.Identity:
    return custody.open(entry, by=by, **({"password": PASSWORD, "reason": WHY} | given))


# ---- Recording and opening -----------------------------------------------------------------


def test_who_recorded_it_and_who_was_named_open_it(
    entry: Entry, reporter: User, editor: User
) -> None:
    assert opened(entry, reporter) == contents.Identity(NAME, NOTE)
    assert opened(entry, editor, whence="10.1.1.2").name == NAME
    assert deeds(entry) == ["recorded", "shared", "opened", "opened"]
    last = entry.accesses.latest("pk")
    assert (last.by, last.why, last.whence) == (editor, WHY, "10.1.1.2")


@pytest.mark.parametrize("group", ["reporter", "checker", "desk editor", "standards editor"])
def test_no_group_opens_anything(entry: Entry, group: str) -> None:
    other = make_known(group)
    with pytest.raises(NotAllowed, match="not among the people"):
        opened(entry, other)
    refused = entry.accesses.latest("pk")
    assert (refused.deed, refused.by) == ("refused", other)
    assert WHY not in refused.why


def test_an_administrator_opens_nothing(entry: Entry) -> None:
    administrator = make_known("", is_superuser=True)
    with pytest.raises(NotAllowed):
        opened(entry, administrator)
    with pytest.raises(NotAllowed):
        custody.share(entry, with_=administrator, by=administrator, password=PASSWORD)
    with pytest.raises(NotAllowed):
        custody.destroy(entry, by=administrator, password=PASSWORD, reason=WHY)
    assert deeds(entry)[-3:] == ["refused"] * 3
    assert not register.reads_log(administrator)
    assert not register.log(administrator).exists()


def test_who_has_left_opens_nothing(entry: Entry, reporter: User) -> None:
    User.objects.filter(pk=reporter.pk).update(is_active=False)
    reporter.refresh_from_db()
    with pytest.raises(NotAllowed):
        opened(entry, reporter)


def test_the_password_is_asked_for_and_guessing_ends(entry: Entry, reporter: User) -> None:
    for _ in range(custody.TRIES):
        with pytest.raises(custody.WrongPassword):
            opened(entry, reporter, password="another")
    with pytest.raises(NotAllowed, match="Too many"):
        opened(entry, reporter)
    assert deeds(entry)[-2:] == ["password", "refused"]


def test_an_account_without_a_password_of_its_own_opens_nothing(entry: Entry) -> None:
    bare = make_person("reporter")
    bare.set_unusable_password()
    bare.save()
    custody.share(entry, with_=bare, by=entry.recorded_by, password=PASSWORD)
    with pytest.raises(NotAllowed, match="no password of its own"):
        opened(entry, bare)


@pytest.mark.parametrize(
    "reason", ["", "  ", "Rang Quartermaine", "w. QUARTERMAINE called", "x" * 501]
)
def test_a_reason_is_needed_and_names_nobody(entry: Entry, reporter: User, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        opened(entry, reporter, reason=reason)
    assert refused.value.field == "reason"
    assert "opened" not in deeds(entry)
    assert not entry.accesses.filter(why__icontains="quartermaine").exists()


def test_only_unnamed_sources_are_recorded(reporter: User) -> None:
    with pytest.raises(Refusal, match="does not name"):
        custody.record(make_quote(), identity=NAME, by=reporter)
    assert not Entry.objects.exists()


def test_only_who_mends_quotes_records(editor: User) -> None:
    with pytest.raises(NotAllowed):
        custody.record(make_unnamed(), identity=NAME, by=editor)


def test_a_second_identity_for_a_quote_is_refused(entry: Entry, reporter: User) -> None:
    with pytest.raises(Refusal, match="already"):
        custody.record(entry.quote, identity=NAME, by=reporter)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("identity", {"identity": " "}),
        ("identity", {"identity": "x" * 301}),
        ("note", {"note": "x" * 4001}),
    ],
)
def test_what_can_t_be_kept_is_refused(reporter: User, field: str, given: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        custody.record(make_unnamed(), by=reporter, **({"identity": NAME} | given))
    assert refused.value.field == field


# ---- Sharing and destroying ----------------------------------------------------------------


def test_shared_with_one_more_and_taken_back(entry: Entry, reporter: User, editor: User) -> None:
    third = make_known("standards editor")
    custody.share(entry, with_=third, by=editor, password=PASSWORD)
    assert opened(entry, third).name == NAME
    with pytest.raises(NotAllowed, match="Only who recorded it"):
        custody.unshare(entry, person=reporter, by=editor, password=PASSWORD)
    custody.unshare(entry, person=third, by=reporter, password=PASSWORD)
    with pytest.raises(NotAllowed):
        opened(entry, third)
    custody.unshare(entry, person=editor, by=editor, password=PASSWORD)
    with pytest.raises(Refusal, match="Nobody could open"):
        custody.unshare(entry, person=reporter, by=reporter, password=PASSWORD)
    assert opened(entry, reporter).note == NOTE


def test_it_is_shared_with_active_staff_only(entry: Entry, reporter: User, editor: User) -> None:
    for other in (make_known(""), make_known(is_active=False), editor):
        with pytest.raises(Refusal) as refused:
            custody.share(entry, with_=other, by=reporter, password=PASSWORD)
        assert refused.value.field == "person"
    assert entry.keyholders.count() == 2


def test_destroyed_it_is_gone_and_the_log_stays(entry: Entry, reporter: User) -> None:
    custody.destroy(entry, by=reporter, password=PASSWORD, reason="The story is closed")
    entry.refresh_from_db()
    assert entry.sealed is None
    assert deeds(entry) == ["recorded", "shared", "destroyed"]
    with pytest.raises(Refusal, match="destroyed"):
        opened(entry, reporter)
    again = custody.record(entry.quote, identity="Another Person", by=reporter)
    assert opened(again, reporter).name == "Another Person"


def test_it_is_destroyed_without_its_key_too(entry: Entry, reporter: User, settings: Any) -> None:
    settings.VAULT_KEYS = []
    custody.destroy(entry, by=reporter, password=PASSWORD, reason="The key is lost")
    entry.refresh_from_db()
    assert entry.sealed is None


def test_an_entry_stays_when_the_source_is_named_and_is_flagged(
    entry: Entry, reporter: User
) -> None:
    attribution.amend(
        entry.quote, by=reporter, changes={"descriptor": "", "speaker": make_speaker()}
    )
    assert opened(entry, reporter).name == NAME
    assert [finding.warning for finding in rotation.check()] == [
        "Its quote names a speaker now; ask whether it is still needed."
    ]


# ---- Keys ----------------------------------------------------------------------------------


def test_without_a_key_the_vault_is_closed_and_says_how_to_open_it(
    entry: Entry, reporter: User, settings: Any
) -> None:
    settings.VAULT_KEYS, settings.EMBEDDED = [], False
    with pytest.raises(keys.Closed, match="VAULT_KEYS_FILE"):
        opened(entry, reporter)
    assert deeds(entry)[-1] == "refused"
    with pytest.raises(keys.Closed):
        custody.record(make_unnamed(), identity=NAME, by=reporter)


@pytest.mark.parametrize("bad", ["short", "!!!!", fresh_key()[:-8], "é" * 44])
def test_what_is_no_key_is_not_used_nor_repeated(bad: str, settings: Any) -> None:
    settings.VAULT_KEYS = [fresh_key(), bad]
    with pytest.raises(keys.Closed, match="key 2") as refused:
        keys.ring()
    assert bad not in str(refused.value)


def test_another_key_opens_nothing(entry: Entry, reporter: User, settings: Any) -> None:
    settings.VAULT_KEYS = [fresh_key()]
    with pytest.raises(Unreadable, match="not among the vault's keys"):
        opened(entry, reporter)


def test_the_default_set_up_makes_its_key_once(
    reporter: User, settings: Any, tmp_path: Path
) -> None:
    path = tmp_path / "state" / "vault-keys"
    settings.VAULT_KEYS, settings.VAULT_KEYS_FILE, settings.EMBEDDED = [], str(path), True
    entry = custody.record(make_unnamed(), identity=NAME, by=reporter)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [child.name for child in path.parent.iterdir()] == ["vault-keys"]
    assert opened(entry, reporter).name == NAME
    kept = path.read_text()
    path.unlink()
    with pytest.raises(keys.Closed, match="missing"):
        custody.record(make_unnamed(), identity=NAME, by=reporter)
    assert not path.exists()
    path.write_text("# the newsroom's key\n\n" + kept)
    path.chmod(0o644)
    with pytest.raises(keys.Closed, match="chmod 600"):
        opened(entry, reporter)
    path.chmod(0o600)
    assert opened(entry, reporter).name == NAME


def test_a_server_of_one_s_own_gets_no_key_made(settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "vault-keys"
    settings.VAULT_KEYS, settings.VAULT_KEYS_FILE, settings.EMBEDDED = [], str(path), False
    with pytest.raises(keys.Closed):
        keys.ring(is_new=True)
    assert not path.exists()


def test_keys_are_rotated_and_the_old_one_can_go(
    entry: Entry, reporter: User, settings: Any
) -> None:
    old, new = settings.VAULT_KEYS[0], fresh_key()
    settings.VAULT_KEYS = [new, old]
    before = bytes(Entry.objects.get(pk=entry.pk).sealed or b"")
    assert "1 would be sealed" in rotate("--dry-run")
    assert bytes(Entry.objects.get(pk=entry.pk).sealed or b"") == before
    assert "1 sealed anew" in rotate()
    assert "0 sealed anew" in rotate()
    settings.VAULT_KEYS = [new]
    assert opened(entry, reporter) == contents.Identity(NAME, NOTE)


def test_a_rotation_tells_of_what_it_can_t_read_and_does_the_rest(
    entry: Entry, reporter: User, settings: Any
) -> None:
    settings.VAULT_KEYS = [fresh_key()]
    second = custody.record(make_unnamed(), identity=NAME, by=reporter)
    settings.VAULT_KEYS = [fresh_key(), *settings.VAULT_KEYS]
    with pytest.raises(CommandError, match="1 can't be read"):
        rotate()
    assert opened(second, reporter).name == NAME


def test_a_check_tells_trouble_by_entry(entry: Entry, reporter: User, settings: Any) -> None:
    out, err = StringIO(), StringIO()
    User.objects.filter(pk=reporter.pk).update(is_active=False)
    call_command("vault_check", stdout=out, stderr=err)
    assert "1 checked; all can be read." in out.getvalue()
    assert "Only 1 active people" in err.getvalue()
    settings.VAULT_KEYS = [fresh_key()]
    with pytest.raises(CommandError, match="1 of 1 can't be read"):
        call_command("vault_check", stderr=err)
    settings.VAULT_KEYS, settings.EMBEDDED = [], False
    with pytest.raises(CommandError, match="closed"):
        call_command("vault_check")
    assert NAME not in out.getvalue() + err.getvalue()


def rotate(*options: str) -> str:
    out = StringIO()
    call_command("vault_rotate", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


# ---- What is sealed ------------------------------------------------------------------------


def test_a_sealed_text_tells_no_length_and_is_never_the_same_twice() -> None:
    key = Key(secrets.token_bytes(32))
    short, long = (seal(text, key=key, place=b"here") for text in ("Jo", NAME * 20))
    assert len(short) == len(long) == OVERHEAD + BLOCK
    assert seal("Jo", key=key, place=b"here") != short
    assert unseal(long, keys=[key], place=b"here") == NAME * 20
    assert unseal(seal("é" * 5000, key=key, place=b""), keys=[key], place=b"") == "é" * 5000


@pytest.mark.parametrize("at", [0, 1, 9, 20, 500, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    key = Key(secrets.token_bytes(32))
    sealed = bytearray(seal(NAME, key=key, place=b"here"))
    sealed[at] ^= 1
    with pytest.raises(Unreadable) as refused:
        unseal(bytes(sealed), keys=[key], place=b"here")
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_text_cut_short_is_noticed() -> None:
    key = Key(secrets.token_bytes(32))
    sealed = seal(NAME, key=key, place=b"here")
    for length in (0, 1, 9, 15, 30):
        with pytest.raises(Unreadable):
            unseal(sealed[:length], keys=[key], place=b"here")


def test_keys_and_identities_don_t_show_themselves() -> None:
    secret = secrets.token_bytes(32)
    assert repr(secret) not in repr(Key(secret))
    assert NAME not in repr(contents.Identity(NAME, NOTE)) + str(contents.Identity(NAME, NOTE))


# ---- Behind the product's back -------------------------------------------------------------


def execute_unguarded(sql: str, *values: Any) -> None:
    """As a superuser of the database who switches the triggers off."""
    raw.execute("SET CONSTRAINTS ALL IMMEDIATE")
    raw.execute("SET session_replication_role = replica")
    raw.execute(sql, *values)
    raw.execute("SET session_replication_role = origin")


def test_texts_that_were_swapped_open_for_nobody(entry: Entry, reporter: User) -> None:
    other = custody.record(make_unnamed(), identity="Another Person", by=reporter)
    execute_unguarded(
        "UPDATE vault_entry SET sealed = %s WHERE id = %s", bytes(entry.sealed or b""), other.pk
    )
    with pytest.raises(Unreadable, match="behind the product's back"):
        opened(other, reporter)
    assert deeds(other)[-1] == "refused"


def test_an_entry_moved_to_another_quote_opens_for_nobody(entry: Entry, reporter: User) -> None:
    execute_unguarded(
        "UPDATE vault_entry SET quote_id = %s WHERE id = %s", make_unnamed().pk, entry.pk
    )
    with pytest.raises(Unreadable):
        opened(entry, reporter)


def test_who_writes_themselves_into_the_list_opens_nothing(entry: Entry) -> None:
    intruder = make_known("reporter")
    execute_unguarded(
        "INSERT INTO vault_keyholder (entry_id, person_id) VALUES (%s, %s)", entry.pk, intruder.pk
    )
    with pytest.raises(Unreadable, match="the list of who may open it"):
        opened(entry, intruder)
    assert entry.accesses.latest("pk").by == intruder
    assert [bool(finding.trouble) for finding in rotation.check()] == [True]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE vault_access SET why = 'x'",
        "UPDATE vault_access SET by_id = by_id",
        "DELETE FROM vault_access",
        "DELETE FROM vault_entry",
        "UPDATE vault_keyholder SET since = now()",
    ],
)
def test_the_log_and_entries_are_not_altered_by_sql(entry: Entry, sql: str) -> None:
    with raw.refused("Cannot (update|delete)"):
        raw.execute(sql)


def test_sql_makes_no_entry_for_a_named_speaker(reporter: User) -> None:
    with raw.refused("does not name"):
        insert_entry(make_quote(), reporter)


def test_sql_makes_no_entry_in_clear(reporter: User) -> None:
    for clear in (NAME.encode(), b"\x01" + NAME.encode(), b"x" * (OVERHEAD + BLOCK)):
        with raw.refused("entry_looks_sealed"):
            insert_entry(make_unnamed(), reporter, sealed=clear)


def test_sql_makes_no_entry_without_its_row_in_the_log(reporter: User) -> None:
    with raw.refused("recorded in the log"):
        insert_entry(make_unnamed(), reporter)


def test_sql_adds_and_takes_nobody_without_a_row_in_the_log(entry: Entry, editor: User) -> None:
    with raw.refused("recorded in the log"):
        raw.insert("vault_keyholder", entry_id=entry.pk, person_id=make_person("checker").pk)
    with raw.refused("no more is recorded in the log"):
        raw.execute("DELETE FROM vault_keyholder WHERE person_id = %s", editor.pk)


def test_sql_destroys_nothing_without_a_row_in_the_log(entry: Entry) -> None:
    with raw.refused("a destruction is recorded"):
        raw.execute("UPDATE vault_entry SET sealed = NULL, destroyed_at = now()")
    with raw.refused("entry_is_sealed_or_destroyed"):
        raw.execute("UPDATE vault_entry SET sealed = NULL")


def test_sql_moves_no_entry_and_revives_none(entry: Entry, reporter: User) -> None:
    with raw.refused("stays with its quote"):
        raw.execute("UPDATE vault_entry SET quote_id = %s", make_unnamed().pk)
    sealed = bytes(Entry.objects.get(pk=entry.pk).sealed or b"")
    custody.destroy(entry, by=reporter, password=PASSWORD, reason=WHY)
    with raw.refused("stays destroyed"):
        raw.execute("UPDATE vault_entry SET sealed = %s, destroyed_at = NULL", sealed)


def test_sql_logs_no_opening_by_somebody_else_and_none_in_the_past(
    entry: Entry, reporter: User
) -> None:
    stranger = make_person("checker")
    with raw.refused("may not open this entry"):
        insert_access(entry, stranger, "opened")
    with raw.refused("as things happen"):
        insert_access(entry, reporter, "opened", at="2026-01-01")


def insert_entry(quote: Quote, by: User, **columns: Any) -> None:
    key = Key(secrets.token_bytes(32))
    defaults = {"sealed": seal(NAME, key=key, place=b"")}
    raw.execute(
        "INSERT INTO vault_entry (id, quote_id, recorded_by_id, sealed)"
        " VALUES (gen_random_uuid(), %s, %s, %s)",
        quote.pk,
        by.pk,
        (defaults | columns)["sealed"],
    )


def insert_access(entry: Entry, by: User, deed: str, **columns: Any) -> None:
    raw.insert(
        "vault_access",
        **(
            {"entry_id": entry.pk, "by_id": by.pk, "deed": deed, "whence": "", "why": "x"} | columns
        ),
    )


# ---- Nowhere in clear ----------------------------------------------------------------------

SECRETS = re.compile("quartermaine|wilhelmina|zephyrine", re.IGNORECASE)


def test_no_table_holds_it_in_clear(entry: Entry, reporter: User, editor: User) -> None:
    """What a dump of the whole database would hold."""
    opened(entry, editor)
    custody.share(entry, with_=make_known("checker"), by=reporter, password=PASSWORD)
    searched = 0
    for table in connection.introspection.table_names():
        for row in dumped(table):
            assert not SECRETS.search(row), table
            searched += 1
    assert searched > 100
    raw.execute("UPDATE auth_user SET last_name = 'Quartermaine' WHERE id = %s", editor.pk)
    assert any(SECRETS.search(row) for row in dumped("auth_user"))


def dumped(table: str) -> list[str]:
    """A table as `pg_dump` copies it, and once more with its bytes read as letters."""
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        rows = [bytes(row).decode() for row in copy]
    return rows + [
        bytes.fromhex(found).decode("latin-1")
        for row in rows
        for found in re.findall(r"\\\\x((?:[0-9a-f]{2})+)", row)
    ]


def test_logs_at_their_most_talkative_hold_it_nowhere(
    reporter: User, editor: User, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.DEBUG = True
    connection.force_debug_cursor = True
    try:
        with caplog.at_level(logging.DEBUG):
            logging.getLogger("django.db.backends").setLevel(logging.DEBUG)
            made = custody.record(make_unnamed(), identity=NAME, note=NOTE, by=reporter)
            opened(made, reporter)
            with pytest.raises(NotAllowed):
                opened(made, editor)
            told = [str(query["sql"]) for query in connection.queries]
    finally:
        connection.force_debug_cursor = False
        logging.getLogger("django.db.backends").setLevel(logging.NOTSET)
    assert "vault_entry" in caplog.text
    assert "vault_entry" in "".join(told)
    assert not SECRETS.search(caplog.text + "".join(told))
    assert PASSWORD not in caplog.text


def test_the_training_corpus_holds_it_nowhere(reporter: User) -> None:
    quote = make_unnamed()
    custody.record(quote, identity=NAME, note=NOTE, by=reporter)
    from tests.make import bring_to

    bring_to(quote, State.PUBLISHED, {"reporter": reporter})
    stories = list(corpus.judged_stories())
    assert stories
    assert not SECRETS.search(str(stories))


def test_no_history_is_kept_of_what_is_sealed() -> None:
    for model in (Entry, Keyholder, Access):
        assert not hasattr(model, "pgh_event_models")


def test_no_relation_leads_from_a_quote_into_the_vault() -> None:
    related = {
        relation.related_model for relation in Quote._meta.get_fields() if relation.is_relation
    }
    assert not {model for model in related if model and model._meta.app_label == "vault"} - {Entry}
    assert not hasattr(Quote(), "entry_set")


# ---- In the database's own time ------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_nothing_is_given_out_inside_a_transaction_that_may_be_undone() -> None:
    reporter = make_known()
    entry = custody.record(make_unnamed(), identity=NAME, by=reporter)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        opened(entry, reporter)
    assert deeds(entry) == ["recorded"]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_committed_with_its_row() -> None:
    reporter, stranger = make_known(), make_known()
    entry = custody.record(make_unnamed(), identity=NAME, by=reporter)
    with pytest.raises(NotAllowed):
        opened(entry, stranger)
    connection.close()
    assert deeds(entry) == ["recorded", "refused"]
    assert opened(entry, reporter).name == NAME


@pytest.mark.parametrize(
    "change",
    ["UPDATE vault_access SET why = 'x'", "DELETE FROM vault_access WHERE deed = 'opened'"],
)
def test_a_log_altered_behind_the_triggers_is_named_by_the_ledger(
    change: str, reporter: User
) -> None:
    entry = custody.record(make_unnamed(), identity=NAME, note="", open_to=[], by=reporter)
    custody.open(entry, by=reporter, password=PASSWORD, reason=WHY)
    ledger.seal()
    assert ledger.verify()
    raw.settle()
    raw.execute("SET session_replication_role = replica")
    raw.execute(change)
    raw.execute("SET session_replication_role = DEFAULT")
    with pytest.raises(ledger.Broken, match=r"^access \d+: "):
        ledger.verify()
