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
from data.inbox.cut import shard_hash
from data.inbox.how_many import shards_for
from data.inbox.workbench import Limits
from data.store.finished import current_build_id
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import silent
from tests.data.build.test_same_bytes import contents, differing

LIMITS = {"memory": "1GB", "threads": 1}


@dataclass(frozen=True)
class Inbox:
    """Two quarters of a register: CSV beside Parquet, and broken rows in the second."""

    folder: Path
    quarters: tuple[Snapshot, Snapshot]


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
    first, second = Register(seed=7, families=40).live(2)
    spoil(second)
    for snapshot in (first, second):
        written(snapshot, folder)
    return Inbox(folder, (first, second))


@pytest.fixture(scope="module")
def whole(inbox: Inbox) -> dict[str, list[tuple]]:
    """The store of the two quarters, counted in one piece."""
    store = inbox.folder.parent / "whole"
    build(Options(inbox.folder, store, quarantine=0.5, shards=1, **LIMITS), silent)
    return contents(store)


def same(whole: dict[str, list[tuple]], store: Path) -> None:
    found = contents(store)
    assert {name: differing(rows, found[name]) for name, rows in whole.items() if rows != found[name]} == {}


def rejects(store: Path) -> str:
    """The rows of the newest quarter that the store's memory tells were set aside."""
    work = store.parent / "work" / (store / "id").read_text().strip()
    newest = f"*.{current_build_id(store)}/set_aside.csv"
    return "".join(path.read_text() for path in sorted(work.glob(newest)))


def test_quarters_added_and_resent_in_other_shards_than_before_give_the_store_of_the_whole(
    inbox: Inbox, whole: dict[str, list[tuple]]
):
    base = inbox.folder.parent / "steps"
    first, second = inbox.quarters
    wrong = Snapshot(**{**vars(second), "families": second.families[:-9], "payments": second.payments[:-2]})
    for snapshot, shards in ((first, 3), (wrong, 1), (second, 2)):
        shutil.rmtree(base / "inbox" / str(snapshot.quarter), ignore_errors=True)
        written(snapshot, base / "inbox")
        build(Options(base / "inbox", base / "store", quarantine=0.5, shards=shards, **LIMITS), silent)
    same(whole, base / "store")
    assert sum(row[-1] for row in whole["row_account"]) > 3
    assert rejects(base / "store") == rejects(inbox.folder.parent / "whole") != ""
    assert not list((base / "work").glob("*/scratch.*")), "nothing is left of the shards"


def test_sixteen_shards_with_empty_ones_among_them_give_the_same_store(tmp_path: Path):
    snapshot = Register(seed=5, families=14).live(1)[0]
    snapshot.write(tmp_path / "inbox")
    for shards in (1, 16):
        build(Options(tmp_path / "inbox", tmp_path / str(shards), shards=shards, **LIMITS), silent)
    same(contents(tmp_path / "1"), tmp_path / "16")
    work = tmp_path / "work" / (tmp_path / "16" / "id").read_text().strip()
    parts = Memory(next(work.glob("2025Q3.*"))).parts((16, shard_hash()))
    sizes = [len(duckdb.read_parquet(part.known_family)) for part in parts]
    assert 0 in sizes and sum(sizes) >= len(snapshot.families)


def test_check_in_shards_finds_what_a_check_of_the_whole_finds(inbox: Inbox, tmp_path: Path):
    found = {}
    for shards in (1, 2):
        path = tmp_path / f"{shards}.csv"
        report = run_checks(
            deliveries_of(inbox.folder, (inbox.quarters[1].quarter,), None),
            Limits("1GB", 1),
            lambda _: None,
            path,
            shards,
        )
        found[shards] = (report.findings, path.read_text())
    assert any(finding.count for finding in found[1][0])
    assert found[1] == found[2]


@pytest.mark.parametrize(
    ("rows", "memory", "shards"),
    [(1_000, "1GB", 1), (157_000_000, "4GB", 1), (157_000_000, "1GB", 16), (157_000_000, "2GB", 8), (10, "lots", 1)],
)
def test_shards_follow_from_rows_and_memory(rows: int, memory: str, shards: int):
    assert shards_for(rows, memory) == shards
