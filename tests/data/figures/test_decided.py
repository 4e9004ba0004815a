"""A decision on what is hidden is made once a build, whatever process asks, and never outlives what it follows from."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.figures import decided, deciding, kept_files, kept_tables
from data.store.finished import DATABASE
from data.store.open import Store
from terms import InputError

NAMES = frozenset({("35.15", (3, 4)), ("35.78", "ranked"), ("2026Q1", "35.15", "kind", "all", np.int64(3), True)})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A build's folder, as far as decisions look at it."""
    build = tmp_path / "builds" / "20260101T000000-000001"
    build.mkdir(parents=True)
    (build / DATABASE).write_bytes(b"a database")
    return Store(tmp_path, build.name)


def guard(asked: list[tuple]) -> decided.KeptGuard:
    @decided.kept(4)
    def hidden(store: Store, *question: object) -> decided.Names:
        asked.append(question)
        return NAMES

    return hidden


def files(store: Store) -> list[Path]:
    return sorted((store.path / "builds" / store.build_id / decided.FOLDER).glob("*"))


def test_another_process_reads_what_one_has_decided(store):
    asked: list[tuple] = []
    assert guard(asked)(store, "35") == guard(asked)(store, "35") == NAMES
    assert asked == [("35",)] and len(files(store)) == 1
    assert guard(asked)(store, "11") == NAMES and asked == [("35",), ("11",)]


def test_database_that_was_changed_is_decided_on_anew(store):
    asked: list[tuple] = []
    database = store.path / "builds" / store.build_id / DATABASE
    guard(asked)(store, "35")
    os.utime(database, ns=(1, 1))
    guard(asked)(store, "35")
    database.write_bytes(b"another database")
    guard(asked)(store, "35")
    assert len(asked) == 3


def test_code_that_was_changed_decides_anew(store, monkeypatch):
    asked: list[tuple] = []
    guard(asked)(store, "35")
    monkeypatch.setattr(decided, "_code", lambda: "another code")
    guard(asked)(store, "35")
    assert len(asked) == 2


@pytest.mark.parametrize(
    "file",
    [
        *("terms.py", "data/contract/values.py", "data/figures/hiding.py", "data/read/asked.py", "data/store/scope.py"),
        *("data/sql/read/ledger.sql", "data/sql/read/macros/within_scope.sql"),
    ],
)
def test_text_that_a_decision_follows_from_is_part_of_its_name(file, tmp_path, monkeypatch):
    monkeypatch.setattr(decided, "_ROOT", tmp_path)
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    found = set()
    for text in (Path(__file__).parents[3].joinpath(file).read_text(encoding="utf-8"), "another"):
        (tmp_path / file).write_text(text, encoding="utf-8")
        decided._code.cache_clear()
        found.add(decided._code())
    decided._code.cache_clear()
    assert len(found) == 2


def test_single_byte_that_was_changed_tells_nothing_that_was_hidden(store):
    """As a disk or a copy may change it; every other byte is a code or a number that would be shown."""
    asked: list[tuple] = []
    guard(asked)(store, "35")
    (file,) = files(store)
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert kept_files.read(file) is None
    assert guard(asked)(store, "35") == NAMES and len(asked) == 2


@pytest.mark.parametrize("left", ["", '[["35.15", "ran', "5", "[5]"])
def test_file_that_was_cut_off_is_decided_anew_and_mended(store, left):
    asked: list[tuple] = []
    guard(asked)(store, "35")
    (file,) = files(store)
    file.write_text(left)
    assert guard(asked)(store, "35") == guard(asked)(store, "35") == NAMES
    assert len(asked) == 2


def test_table_that_was_damaged_is_none(store):
    table = pd.DataFrame({"code": ["35.15", "35.78"], "value": pd.array([12, None], dtype="Int64")})
    kept_tables.keep(store, "uji", "2026Q1", table=table)
    pd.testing.assert_frame_equal(kept_tables.found(store, "uji", "2026Q1"), table)
    (file,) = files(store)
    whole = file.read_bytes()
    for damaged in (
        whole[:-1],
        whole[: len(whole) // 2],
        b"",
        whole[:200] + bytes([whole[200] ^ 1]) + whole[201:],
        whole[65:],
    ):
        file.write_bytes(damaged)
        assert kept_tables.found(store, "uji", "2026Q1") is None


def test_deciding_ahead_says_at_once_that_nothing_can_be_kept(store):
    """Pages decide for themselves there; whoever calls the command waits minutes for what nobody finds."""
    (store.path / "builds" / store.build_id / decided.FOLDER).write_text("a file is no folder")
    with pytest.raises(InputError, match="decided cannot be written: File exists; nothing is kept there"):
        deciding.decide(store, lambda quarter: pytest.fail("something was made"))


def test_folder_that_cannot_be_written_is_no_fault(store, monkeypatch):
    def full(*_: object) -> None:
        raise OSError("no room")

    asked: list[tuple] = []
    monkeypatch.setattr(Path, "replace", full)
    assert guard(asked)(store, "35") == NAMES and files(store) == []
    assert guard(asked)(Store(store.path, "no such build"), "35") == NAMES
