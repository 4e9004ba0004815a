"""``tepat verify``: one sentence and the right exit code, whatever has happened since the run was recorded."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from cli import app
from data.build.build import build
from data.build.options import Options
from data.keep import database, fingerprint, records
from data.keep.records import Run
from data.read import asked, register
from data.store.open import open_store
from data.store.scope import Scope
from data.store.version import code_version
from terms import InputError
from tests.data.build.registers import Register
from tests.data.build.stores import built_of
from tests.data.keep.conftest import SCENARIO

NATION = Scope.national()


def run_on(store, scope=NATION, scenario=SCENARIO):
    """A run of the scenario as the application records it."""
    quarter = asked.quarters(store)[-1]
    cells = register.cells(store, NATION, quarter)
    found = fingerprint.answer(cells, scenario, "keadaan_sekarang", scope)
    said = (scenario, "keadaan_sekarang", store.build_id, str(quarter), code_version(), records.scope_text(scope))
    return Run("sari@contoh.go.id", *said, found.sha256, found.figures)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return built_of(Register(seed=3, families=120).live(2), tmp_path_factory.mktemp("made"))


@pytest.fixture
def store(made, tmp_path):
    """A store of one's own, with the same build."""
    return shutil.copytree(made, tmp_path / "store", symlinks=True)


def verify(store, record):
    """Exit code, and all that is printed, in one line."""
    done = CliRunner().invoke(app, ["verify", str(record), "--store", str(store)])
    if isinstance(done.exception, InputError):
        return "fault", str(done.exception)
    return done.exit_code, " ".join(done.output.split())


def force(store, *statements):
    with closing(sqlite3.connect(database.path_of(store), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("is_narrow", [False, True])
def test_record_of_a_kept_build_holds(store, is_narrow):
    served = open_store(store)
    province = register.cells(served, NATION, asked.quarters(served)[-1]).kabupaten_codes[0][:2]
    kept = records.record(store, run_on(served, Scope.provinces(province) if is_narrow else NATION))
    code, sentence = verify(store, kept.id)
    assert code == 0
    assert sentence == (
        f"Run record 1 holds: the same results on build {served.build_id}, {kept.run.quarter}, area {kept.run.scope}."
    )


def test_exported_record_holds_on_another_machine(store, made, tmp_path):
    """The other machine has the same build and no records at all."""
    kept = records.record(store, run_on(open_store(store)))
    file = tmp_path / "catatan.json"
    file.write_text(records.to_json(kept), encoding="utf-8")
    assert not database.path_of(made).exists()
    code, sentence = verify(made, file)
    assert code == 0 and sentence.startswith("Run record 1 holds")
    assert not database.path_of(made).exists(), "verifying writes nothing"


def test_answer_that_differs_is_named_with_the_figure(store):
    run = run_on(open_store(store))
    other = run_on(open_store(store), scenario=SCENARIO.replace("value = 3", "value = 1"))
    false = replace(run, results_sha256=other.results_sha256, figures=other.figures)
    code, sentence = verify(store, records.record(store, false).id)
    assert code == 1
    assert "Run record 1 does not hold" in sentence and "recipients_after of PKH (scenario) was" in sentence


def test_difference_below_the_headline_is_still_a_difference(store):
    run = replace(run_on(open_store(store)), results_sha256="0" * 64)
    code, sentence = verify(store, records.record(store, run).id)
    assert code == 1 and "figures of areas, deciles or family types differ" in sentence


def test_other_code_version_is_told_beside_the_answer(store):
    run = replace(run_on(open_store(store)), code_version="0.0.1")
    code, sentence = verify(store, records.record(store, run).id)
    assert code == 0 and f"(recorded with code 0.0.1, now {code_version()})" in sentence


def test_record_whose_build_is_gone_says_which_are_kept(store):
    run = replace(run_on(open_store(store)), build_id="20250101T000000-000000")
    code, sentence = verify(store, records.record(store, run).id)
    assert code == 1
    assert "cannot be recomputed: build 20250101T000000-000000 is no longer in" in sentence
    assert open_store(store).build_id in sentence and "Its own hash is right." in sentence


def test_record_of_an_earlier_kept_build_is_recomputed_on_it(store, tmp_path):
    earlier = open_store(store)
    kept = records.record(store, run_on(earlier))
    for snapshot in Register(seed=4, families=150).live(2):
        snapshot.write(tmp_path / "inbox")
    build(Options(tmp_path / "inbox", store, memory="1GB"), lambda *told: None)
    assert open_store(store).build_id != earlier.build_id
    code, sentence = verify(store, kept.id)
    assert code == 0 and earlier.build_id in sentence


def test_build_of_a_record_is_never_a_path_out_of_the_store(store):
    run = replace(run_on(open_store(store)), build_id=f"../builds/{open_store(store).build_id}")
    code, sentence = verify(store, records.record(store, run).id)
    assert code == 1 and "is no longer in" in sentence


def test_record_that_was_changed_by_force_is_refused(store):
    kept = records.record(store, run_on(open_store(store)))
    force(store, "drop trigger records_are_never_changed", "update run_record set who = 'orang lain'")
    assert verify(store, kept.id) == (
        "fault",
        "record: run record 1 was changed after it was made: its hash does not fit",
    )


def test_neighbours_torn_out_are_told_although_the_record_holds(store):
    run = run_on(open_store(store))
    for _ in range(3):
        records.record(store, run)
    force(store, "drop trigger records_are_never_deleted", "delete from run_record where id = 2")
    code, sentence = verify(store, 3)
    assert code == 1 and "gives the same results" in sentence and "run records 2 to 2 are missing" in sentence


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ("99", "there is no run record 99"),
        ("tidak-ada.json", "must be the number of a run record or its file as JSON, got 'tidak-ada.json'"),
        ("-1", "must be the number of a run record"),
    ],
)
def test_record_that_is_not_there_is_named(store, record, fault):
    done = CliRunner().invoke(app, ["verify", "--store", str(store), "--", record])
    assert isinstance(done.exception, InputError) and fault in str(done.exception)
