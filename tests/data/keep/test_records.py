"""Run records: kept for good, in a chain, and found again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.keep import chain, database, records
from data.store.scope import Scope
from terms import InputError


def tamper(store, *statements):
    """What somebody could do to the file with the database's own tools."""
    with closing(sqlite3.connect(database.path_of(store), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_recorded_run_is_found_again_by_its_number(store, run):
    first, second = records.record(store, run), records.record(store, replace(run, who="budi"))
    assert (first.id, second.id) == (1, 2)
    assert records.get(store, 1) == first and records.get(store, 2) == second
    assert first.run == run
    assert records.by_person(store, "budi") == (second,)
    assert second.previous_sha256 == first.sha256
    assert chain.faults(store) == ()


def test_unknown_number_says_that_there_is_none(store, run):
    with pytest.raises(InputError, match="there is no run record 7"):
        records.get(store, 7)
    assert records.by_person(store, "budi") == ()
    assert chain.faults(store) == ()
    assert not database.path_of(store).exists(), "reading makes no file"


def test_run_without_a_field_is_refused_whole(store, run):
    with pytest.raises(InputError, match="who, scenario must not be empty"):
        records.record(store, replace(run, who=" ", scenario=""))
    assert not database.path_of(store).exists()


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("delete from run_record where id = 1", "never deleted"),
        ("delete from run_record", "never deleted"),
        ("update run_record set who = 'x' where id = 2", "never changed"),
        ("insert or replace into run_record select * from run_record where id = 1", "follows the one before"),
        ("update or replace run_record set id = 2 where id = 1", "never changed"),
    ],
)
def test_database_refuses_to_delete_or_change_a_record(store, run, statement, rule):
    kept = [records.record(store, run) for _ in range(2)]
    with pytest.raises(sqlite3.IntegrityError, match=rule):
        tamper(store, statement)
    assert [records.get(store, 1), records.get(store, 2)] == kept


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("delete from run_record where id = 2", "run records 2 to 2 are missing"),
        ("delete from run_record where id >= 2", "run records 2 to 3 are missing at the end"),
        ("delete from run_record", "run records 1 to 3 are missing at the end"),
        ("update run_record set figures = '[]' where id = 2", "run record 2 was changed"),
        ("update run_record set scenario_sha256 = 'x' where id = 3", "run record 3 was changed"),
        ("update run_record set previous_sha256 = 'x' where id = 3", "run record 3 does not follow on run record 2"),
        ("update run_record set who = '' where id = 1", "run record 1 was changed"),
    ],
)
def test_record_torn_out_or_changed_by_force_is_noticed(store, run, statement, fault):
    for _ in range(3):
        records.record(store, run)
    triggers = [f"drop trigger {name}" for name in chain.GUARDS]
    tamper(store, *triggers, "pragma ignore_check_constraints = on", statement)
    faults = chain.faults(store)
    assert any(fault in found for found in faults), faults
    assert sum("the guard" in found for found in faults) == 3


def test_record_changed_by_force_cannot_be_read_as_true(store, run):
    records.record(store, run)
    tamper(store, "drop trigger records_are_never_changed", "update run_record set figures = '[]'")
    with pytest.raises(InputError, match="run record 1 was changed after it was made"):
        records.get(store, 1)


def test_exported_record_comes_back_as_it_was(store, run):
    kept = records.record(store, replace(run, who="Ñusantara 🌾 'drop table'"))
    assert records.from_json(records.to_json(kept)) == kept


@pytest.mark.parametrize("field", ["who", "scenario", "results_sha256", "figures", "recorded_at"])
def test_exported_record_that_was_edited_is_refused(store, run, field):
    content = json.loads(records.to_json(records.record(store, run)))
    content[field] += "1"
    with pytest.raises(InputError, match="changed after it was made"):
        records.from_json(json.dumps(content))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "must be a run record exported as JSON"),
        ("[" * 200_000, "must be a run record exported as JSON"),
        ("9" * 5_000, "must be a run record exported as JSON"),
        ("[1]", "got something else"),
        ('{"kind": "other"}', "got something else"),
        (json.dumps({"kind": records.KIND, "id": "1", "who": 2}), "must have recorded_at.*who.*id"),
    ],
)
def test_file_that_is_no_record_is_named_as_such(text, fault):
    with pytest.raises(InputError, match=f"berkas.json: .*{fault}"):
        records.from_json(text, "berkas.json")


@given(
    st.sets(st.integers(11, 96).map(str)),
    st.sets(st.tuples(st.integers(11, 96), st.integers(1, 79)).map(lambda pair: f"{pair[0]}.{pair[1]:02}")),
)
def test_every_scope_comes_back_from_its_text(provinces, kabupaten):
    scope = Scope(tuple(sorted(provinces)), tuple(sorted(kabupaten)))
    assert records.read_scope(records.scope_text(scope)) == scope
