"""Records that somebody rewrites or cuts off with the database's own tools are noticed from outside the database."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace

import pytest

from data.keep import chain, database, records, seals
from data.keep.statements import names, statement
from data.keep.verify import all_records
from terms import InputError


@pytest.fixture
def three(store, run):
    return [records.record(store, replace(run, who=who)) for who in ("sari", "budi", "tini")]


def rewrite(store, change, strip_seals=False):
    """Change the rows as rows, then give each a hash that fits, and the guards back: a forger who reads code."""
    with closing(sqlite3.connect(database.path_of(store), isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        told = "select sql from sqlite_schema where type = 'trigger' and tbl_name = 'run_record'"
        guards = [row["sql"] for row in connection.execute(told)]
        for name in chain.GUARDS:
            connection.execute(f"drop trigger {name}")
        rows = change([dict(row) for row in connection.execute("select * from run_record order by id")])
        connection.execute("delete from run_record")
        previous = ""
        for row in rows:
            row["previous_sha256"] = previous
            found = records._from_mapping(row)
            previous = found.own_sha256
            row |= {"sha256": previous, "scenario_sha256": found.scenario_sha256}
            row |= {"seal": ""} if strip_seals else {}
            connection.execute(statement("record_insert"), row)
        connection.execute("update sqlite_sequence set seq = ? where name = 'run_record'", (len(rows),))
        for guard in guards:
            connection.execute(guard)


def test_last_record_cut_off_with_its_counter_is_missed(store, three):
    rewrite(store, lambda rows: rows[:-1])
    assert chain.faults(store) == ("run records 3 to 3 are missing at the end",)
    assert not all_records(store).holds and "3 to 3 are missing at the end" in all_records(store).sentence


def test_all_records_gone_with_the_file_are_missed(store, three):
    for file in store.glob("app.sqlite*"):
        file.unlink()
    assert chain.faults(store) == ("run records 1 to 3 are missing at the end",)


def test_chain_rewritten_with_new_hashes_has_no_seals_that_fit(store, three):
    def change(rows):
        rows[0]["who"] = "orang lain"
        return rows

    rewrite(store, change)
    assert records.get(store, 1).run.who == "orang lain", "every hash fits"
    faults = chain.faults(store)
    assert [fault for fault in faults if "not sealed with the key of this site" in fault] == [*faults[:3]]
    assert "run record 3 is not the one that the anchor names" in faults


def test_seals_taken_away_do_not_make_records_older(store, three):
    rewrite(store, lambda rows: rows, strip_seals=True)
    assert any("run record 1 has no seal, although records from 1 on are sealed" in one for one in chain.faults(store))


def test_missing_anchor_or_key_is_said_and_not_made_anew(store, three, run):
    anchor, key = store / seals.ANCHOR_FILE, store / seals.KEY_FILE
    text = anchor.read_text()
    anchor.unlink()
    assert any("records.anchor is missing" in one for one in chain.faults(store))
    anchor.write_text(text.replace('"last": 3', '"last": 2'))
    assert any("is not sealed with the key of this site" in one for one in chain.faults(store))
    anchor.write_text("{")
    assert any("records.anchor cannot be read" in one for one in chain.faults(store))
    anchor.write_text(text)
    kept = key.read_text()
    key.unlink()
    assert any("records.key is missing, so no seal can be checked" in one for one in chain.faults(store))
    with pytest.raises(InputError, match=r"records\.key of the run records is missing; bring back its copy"):
        records.record(store, run)
    key.write_text("x" * 64)
    with pytest.raises(InputError, match="not the one that sealed run record 3"):
        records.record(store, run)
    key.write_text(kept)
    assert chain.faults(store) == ()


def test_anchor_left_behind_by_a_kill_accuses_nobody(store, three, run):
    behind = (store / seals.ANCHOR_FILE).read_text()
    records.record(store, run)
    (store / seals.ANCHOR_FILE).write_text(behind)
    assert chain.faults(store) == ()
    records.record(store, run)
    assert seals.anchor_of(store).last == 5


def test_key_is_its_owners_alone_and_may_come_from_the_environment(store, run, monkeypatch):
    records.record(store, run)
    assert stat.S_IMODE((store / seals.KEY_FILE).stat().st_mode) == 0o600
    other = store / "lain"
    other.mkdir()
    monkeypatch.setenv(seals.KEY_VARIABLE, "short")
    with pytest.raises(InputError, match="TEPAT_RECORD_KEY must have at least 32 characters, got 5"):
        records.record(other, run)
    monkeypatch.setenv(seals.KEY_VARIABLE, "k" * 40)
    kept = records.record(other, run)
    assert not (other / seals.KEY_FILE).exists()
    assert seals.fits(b"k" * 40, kept.sha256, kept.seal) and chain.faults(other) == ()


def older(store, run, count):
    """A database of the layout before seals, with records as that version made them."""
    previous = ""
    with closing(sqlite3.connect(database.path_of(store), isolation_level=None)) as connection:
        for name in names("layout"):
            connection.execute(statement(name))
        connection.execute("pragma user_version = 1")
        for number in range(1, count + 1):
            content = {"id": number, "recorded_at": "2026-04-01T00:00:00+00:00", "previous_sha256": previous}
            content |= {name: text for name, text in vars(run).items() if name != "cells_sha256"}
            content["scenario_sha256"] = hashlib.sha256(run.scenario.encode()).hexdigest()
            whole = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            previous = hashlib.sha256(whole.encode()).hexdigest()
            row = content | {"sha256": previous}
            columns = ", ".join(row)
            connection.execute(
                f"insert into run_record ({columns}) values ({', '.join(f':{name}' for name in row)})", row
            )


def test_records_of_the_layout_before_seals_hold_as_what_they_are(store, run):
    older(store, run, 2)
    assert [records.get(store, number).run for number in (1, 2)] == [run, run]
    assert chain.look(store) == chain.Chain(2, (1, 2), ())
    assert not (store / seals.KEY_FILE).exists(), "reading makes no key"
    third = records.record(store, run)
    assert (third.id, third.previous_sha256) == (3, records.get(store, 2).sha256)
    assert chain.look(store) == chain.Chain(3, (1, 2), ())
    said = all_records(store)
    assert said.holds and "3 run records" in said.sentence and "Older ones without a seal: 1 to 2." in said.sentence
