"""A register counted in shards gives the same store to the last number, whatever came and however it is cut."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from data.build.build import build
from data.build.memory import Memory
from data.build.options import Options
from data.check.delivery import deliveries_of
from data.check.run import run_checks
from data.inbox.how_many import shards_for
from data.inbox.workbench import Limits
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import silent
from tests.data.build.test_same_bytes import contents, differing

LIMITS = {"memory": "1GB", "threads": 1}


@dataclass(frozen=True)
class Inbox:
    """Two quarters of a register with all that can go wrong in one: CSV beside Parquet, broken rows, and the newest
    quarter told again with corrections."""

    folder: Path
    quarters: tuple[Snapshot, ...]
    corrected: Snapshot

    def build(self, name: str, shards: int, **options: object) -> Path:
        store = self.folder.parent / name
        build(Options(self.folder, store, quarantine=0.5, shards=shards, **LIMITS, **options), silent)
        return store


def as_csv(folder: Path, table: str) -> None:
    """Write one table of a quarter as CSV instead."""
    path = folder / f"{table}.parquet"
    with duckdb.connect() as connection:
        connection.read_parquet(str(path)).write_csv(str(folder / f"{table}.csv"), header=True)
    path.unlink()


def spoil(snapshot: Snapshot) -> None:
    """Break some rows: a family twice, one without a known place with its payments, a payment and a visit."""
    snapshot.families.append(dict(snapshot.families[0]))
    snapshot.families[5]["kecamatan_code"] = "99.99.99"
    snapshot.payments[3]["rupiah"] = -1
    snapshot.spotcheck[2]["weight"] = -1.0


def written(snapshot: Snapshot, inbox: Path) -> None:
    folder = snapshot.write(inbox)
    as_csv(folder, "payments")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Inbox:
    folder = tmp_path_factory.mktemp("shards") / "inbox"
    first, second, later = Register(seed=7, families=40).live(3)
    spoil(second)
    for snapshot in (first, second):
        written(snapshot, folder)
    corrected = Snapshot(**{**vars(second), "families": second.families[:-1]})
    return Inbox(folder, (first, second, later), corrected)


@pytest.fixture(scope="module")
def whole(inbox: Inbox) -> dict[str, list[tuple]]:
    """The store of the two quarters, counted in one piece."""
    return contents(inbox.build("whole", 1))


def same(whole: dict[str, list[tuple]], store: Path) -> None:
    found = contents(store)
    assert {name: differing(rows, found[name]) for name, rows in whole.items() if rows != found[name]} == {}


def rejects(inbox: Inbox, name: str) -> str:
    store = inbox.folder.parent / name
    identity = (store / "id").read_text().strip()
    found = sorted((inbox.folder.parent / "work" / identity).glob("*/set_aside.csv"))
    return "".join(path.read_text() for path in found)


def test_three_shards_give_the_store_of_one_with_csv_and_rows_set_aside(inbox: Inbox, whole: dict[str, list[tuple]]):
    store = inbox.build("three", 3)
    same(whole, store)
    assert sum(row[-1] for row in whole["row_account"]) > 3
    assert rejects(inbox, "three") == rejects(inbox, "whole") != ""
    work = inbox.folder.parent / "work" / (store / "id").read_text().strip()
    assert not list(work.glob("scratch.*")), "nothing is left of the shards"


def test_sixteen_shards_with_empty_ones_among_them_give_the_same_store(tmp_path: Path):
    snapshot = Register(seed=5, families=14).live(1)[0]
    snapshot.write(tmp_path / "inbox")
    for shards in (1, 16):
        build(Options(tmp_path / "inbox", tmp_path / str(shards), shards=shards, **LIMITS), silent)
    same(contents(tmp_path / "1"), tmp_path / "16")
    work = tmp_path / "work" / (tmp_path / "16" / "id").read_text().strip()
    parts = Memory(next(work.glob("2025Q3.*"))).parts(16)
    sizes = [len(duckdb.read_parquet(part.known_family)) for part in parts]
    assert 0 in sizes and sum(sizes) >= len(snapshot.families)


def test_quarters_added_and_resent_in_other_shards_than_before_give_the_same_store(inbox: Inbox):
    base = inbox.folder.parent / "steps"
    for number, shards in ((0, 3), (1, 2), (2, 1)):
        written(inbox.quarters[number], base / "inbox")
        build(Options(base / "inbox", base / "store", quarantine=0.5, shards=shards, **LIMITS), silent)
    shutil.rmtree(base / "inbox" / str(inbox.corrected.quarter))
    written(inbox.corrected, base / "inbox")
    build(Options(base / "inbox", base / "store", quarantine=0.5, shards=2, **LIMITS), silent)
    build(Options(base / "inbox", base / "at once", quarantine=0.5, shards=1, **LIMITS), silent)
    same(contents(base / "at once"), base / "store")


def test_check_in_shards_finds_what_a_check_of_the_whole_finds(inbox: Inbox, tmp_path: Path):
    found = {}
    for shards in (1, 2):
        path = tmp_path / f"{shards}.csv"
        report = run_checks(deliveries_of(inbox.folder, (), None), Limits("1GB", 1), lambda _: None, path, shards)
        found[shards] = (report.findings, path.read_text())
    assert any(finding.count for finding in found[1][0])
    assert found[1] == found[2]


@pytest.mark.parametrize(
    ("rows", "memory", "shards"),
    [(1_000, "1GB", 1), (157_000_000, "4GB", 1), (157_000_000, "1GB", 4), (157_000_000, "1.5GB", 4), (10, "lots", 1)],
)
def test_shards_follow_from_rows_and_memory(rows: int, memory: str, shards: int):
    assert shards_for(rows, memory) == shards
