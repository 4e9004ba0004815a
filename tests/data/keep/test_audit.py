"""The audit trail is only added to, and whoever changes, removes, reorders or cuts off rows is noticed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, replace

import pytest

from data.keep import audit, database, records, seals
from data.keep.audit import Event
from data.keep.statements import statement
from terms import InputError

SAW = Event("sub-1", "analyst", audit.SAW, "sebaran", "35.15", "2026Q1")


@pytest.fixture
def three(store):
    return [audit.note(store, replace(SAW, who=f"sub-{number}")) for number in (1, 2, 3)]


def by_hand(store, *statements):
    """What somebody does who has the file and the database's own tools, the guards taken away and put back."""
    with closing(sqlite3.connect(database.path_of(store), isolation_level=None)) as connection:
        guards = "select name, sql from sqlite_schema where type = 'trigger' and tbl_name = 'audit_event'"
        kept = connection.execute(guards).fetchall()
        for name, _ in kept:
            connection.execute(f"drop trigger {name}")
        for one in statements:
            connection.execute(one)
        for _, sql in kept:
            connection.execute(sql)


def forged(store, change):
    """The rows changed as rows and hashed anew, as a forger does who reads code but has no key."""
    rows = change([dict(row) for row in database.read(store, "audit_all")])
    by_hand(
        store, "delete from audit_event", f"update sqlite_sequence set seq = {len(rows)} where name = 'audit_event'"
    )
    with closing(sqlite3.connect(database.path_of(store), isolation_level=None)) as connection:
        previous = ""
        for row in rows:
            found = audit._from_row(row | {"previous_sha256": previous})
            previous = found.own_sha256
            told = {**asdict(found.event), "id": found.id, "at": found.at, "previous_sha256": found.previous_sha256}
            connection.execute(statement("audit_insert"), told | {"sha256": previous, "seal": found.seal})


def test_untouched_trail_is_whole_and_read_newest_first(store, three):
    assert audit.look(store) == audit.Chain(3, (), ())
    assert [one.event.who for one in audit.latest(store, 2)] == ["sub-3", "sub-2"]
    assert [one.event.who for one in audit.latest(store, 9, audit.SAW, "SUB-1")] == ["sub-1"]
    assert audit.latest(store, 9, audit.TOOK) == ()


@pytest.mark.parametrize(
    ("statement_by_hand", "told"),
    [
        ("update audit_event set area = '35.78' where id = 2", "audit row 2 was changed after it was made"),
        ("update audit_event set at = '2020-01-01' where id = 1", "audit row 1 was changed after it was made"),
        ("delete from audit_event where id = 2", "audit rows 2 to 2 are missing"),
        ("delete from audit_event where id = 3", "audit rows 3 to 3 are missing at the end"),
        ("delete from audit_event", "audit rows 1 to 3 are missing at the end"),
    ],
)
def test_changed_or_removed_row_is_found(store, three, statement_by_hand, told):
    by_hand(store, statement_by_hand)
    assert told in audit.look(store).faults


def test_rows_in_another_order_are_found(store, three):
    swap = ("update audit_event set id = 9 where id = 1", "update audit_event set id = 1 where id = 2")
    by_hand(store, *swap, "update audit_event set id = 2 where id = 9")
    faults = audit.look(store).faults
    assert "audit row 1 was changed after it was made" in faults
    assert "audit row 2 does not follow on audit row 1" in faults


def test_tail_cut_off_with_the_counter_is_told_by_the_anchor(store, three):
    by_hand(store, "delete from audit_event where id = 3", "update sqlite_sequence set seq = 2")
    assert audit.look(store).faults == ("audit rows 3 to 3 are missing at the end",)


def test_trail_that_is_gone_with_its_file_is_told_by_the_anchor(store, three):
    for file in store.glob("app.sqlite*"):
        file.unlink()
    assert audit.look(store).faults == ("audit rows 1 to 3 are missing at the end",)


def test_trail_hashed_anew_has_no_seals_that_fit(store, three):
    forged(store, lambda rows: [rows[0] | {"area": "ID"}, *rows[1:]])
    faults = audit.look(store).faults
    assert sum("is not sealed with the key of this site" in fault for fault in faults) == 3
    assert "audit row 3 is not the one that the anchor names" in faults


def test_rows_cannot_be_changed_removed_or_replaced_in_the_database(store, three):
    with closing(sqlite3.connect(database.path_of(store))) as connection:
        for refused in (
            "update audit_event set who = 'x'",
            "delete from audit_event",
            "insert or replace into audit_event select * from audit_event where id = 1",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="of the audit trail"):
                connection.execute(refused)


def test_guard_that_was_dropped_is_missed(store, three):
    with closing(sqlite3.connect(database.path_of(store))) as connection:
        connection.execute("drop trigger audit_is_never_deleted")
    assert audit.look(store).faults == ("the guard audit_is_never_deleted is gone from the database",)


def test_seal_of_a_run_record_is_none_of_the_trail(store, three, run):
    kept = records.record(store, run)
    key = seals.key_of(store)
    assert seals.fits(key, kept.sha256, kept.seal)
    assert not seals.fits(seals.derived(key, audit.PURPOSE), kept.sha256, kept.seal)
    assert not seals.fits(key, three[0].sha256, three[0].seal)


def test_lost_or_other_key_stops_the_trail_instead_of_beginning_anew(store, three):
    key = store / seals.KEY_FILE
    kept = key.read_text()
    key.unlink()
    with pytest.raises(InputError, match=r"audit: the key .*records\.key is missing"):
        audit.note(store, SAW)
    key.write_text("x" * 64)
    with pytest.raises(InputError, match="not the one that sealed audit row 3"):
        audit.note(store, SAW)
    key.write_text(kept)
    assert audit.note(store, SAW).id == 4


def test_anchor_moved_back_or_forged_is_told(store, three):
    anchor = store / audit.ANCHOR_FILE
    content = json.loads(anchor.read_text())
    anchor.write_text(json.dumps(content | {"last": 2}))
    assert any("is not sealed with the key of this site" in one for one in audit.look(store).faults)
    anchor.unlink()
    assert any("audit.anchor is missing" in one for one in audit.look(store).faults)


def test_database_of_the_layout_before_gains_the_trail_and_keeps_its_records(store, run, monkeypatch):
    monkeypatch.setattr(database, "STEPS", database.STEPS[:2])
    monkeypatch.setattr(database, "LAYOUT", 2)
    records.record(store, run)
    monkeypatch.undo()
    assert audit.note(store, SAW).id == 1
    assert len(records.every(store)) == 1 and records.get(store, 1).run == run
