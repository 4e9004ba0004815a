"""Quotas and empowerment are counted into the store, with its scope; what is not read is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from data.build.build import build
from data.build.options import BuildReport, Options
from data.check.delivery import deliveries_of
from data.check.run import run_checks
from data.inbox import folders
from data.inbox.workbench import Limits
from data.read import places
from data.read.register import recipients, unread_files
from data.store.open import Store, open_store
from data.store.scope import Scope
from terms import InputError, Quarter
from tests.data.build.stores import silent
from tests.data.deliveries import write_inbox

QUARTERS = ("2025Q4", "2026Q1")
STRANGE = ("2026Q5", "2026q2", "readme.pdf", "daftar 3515010101900001.xlsx", "_2025Q3")


def empower(folder: Path) -> pd.DataFrame:
    """More rows of empowerment than the usual three: with graduates that left, and a family that nobody knows."""
    families = pd.read_parquet(folder / "families.parquet")["family_id"].tolist()[:40]
    gone = pd.read_parquet(folder / "exits.parquet")["family_id"].tolist()[:5] if folder.name == "2026Q1" else []
    rows = [(family, "asset" if at % 3 else "ability", "PENA", "joined") for at, family in enumerate(families)]
    rows += [(family, "accessibility", "Pelatihan", "graduated") for family in dict.fromkeys(gone)]
    rows += [(1, "asset", "PENA", "dropped_out")]
    frame = pd.DataFrame(rows, columns=["family_id", "pillar", "programme", "outcome"]).assign(quarter=folder.name)
    frame.to_parquet(folder / "empowerment.parquet", index=False)
    return frame


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Store, BuildReport]:
    """An inbox with strange names, built one quarter after the other."""
    folder = tmp_path_factory.mktemp("places")
    write_inbox(folder / "later", QUARTERS)
    for name in QUARTERS:
        (folder / "inbox").mkdir(exist_ok=True)
        (folder / "later" / name).rename(folder / "inbox" / name)
        empower(folder / "inbox" / name)
        report = build(Options(folder / "inbox", folder / "store", memory="1GB"), silent)
    for name in STRANGE:
        (folder / "inbox" / name).touch() if "." in name else (folder / "inbox" / name).mkdir()
    (folder / "inbox" / "2026Q1" / "famlies.csv").touch()
    (folder / "inbox" / "2026Q1" / "payments").mkdir()
    (folder / "inbox" / "2026Q1" / "payments" / "_old.csv").touch()
    report = build(Options(folder / "inbox", folder / "store", (Quarter(2026, 1),), memory="1GB"), silent)
    return folder / "inbox", open_store(folder / "store"), report


def expected(folder: Path) -> Counter:
    """Families by kabupaten, pillar, programme, outcome and aid, counted one by one."""
    tables = {name: pd.read_parquet(folder / f"{name}.parquet") for name in ("families", "payments", "empowerment")}
    register = {row.family_id: row for row in tables["families"].itertuples()}
    on = set(zip(tables["payments"]["family_id"], tables["payments"]["programme"], strict=True))
    if (folder / "exits.parquet").exists():
        exits = pd.read_parquet(folder / "exits.parquet")
        on |= set(zip(exits["family_id"], exits["programme"], strict=True))
    found: Counter = Counter()
    for row in tables["empowerment"].itertuples():
        family = register.get(row.family_id)
        place, weight = (family.kecamatan_code[:5], family.weight) if family else ("", 1)
        aid = tuple((row.family_id, programme) in on for programme in ("PKH", "SEMBAKO", "PBI"))
        found[place, row.pillar, row.programme, row.outcome, *aid] += weight
    return found


def test_empowerment_equals_counting_families_one_by_one(delivered: tuple[Path, Store, BuildReport]):
    folder, store, _ = delivered
    for name in QUARTERS:
        counted = expected(folder / name)
        rows = store.cursor().execute("select * exclude (quarter) from empowerment where quarter = $q", {"q": name})
        assert Counter({tuple(key): families for *key, families in rows.fetchall()}) == counted
        table = places.empowerment(store, Scope.national(), Quarter.parse(name), "nation")
        assert table["families"].sum() == sum(counted.values())
        assert set(table["code"]) == {"ID"}


def test_empowerment_of_a_province_holds_nothing_of_another(delivered: tuple[Path, Store, BuildReport]):
    folder, store, _ = delivered
    counted = expected(folder / "2026Q1")
    for province in sorted({key[0][:2] for key in counted if key[0]}):
        rows = places.empowerment(store, Scope.provinces(province), Quarter(2026, 1), "kabupaten")
        assert set(rows["code"].str[:2]) == {province}
        assert rows["families"].sum() == sum(count for key, count in counted.items() if key[0][:2] == province)


def test_places_left_are_the_quota_less_those_on_the_programme(delivered: tuple[Path, Store, BuildReport]):
    _, store, _ = delivered
    quarter = Quarter(2026, 1)
    found = places.places_left(store, Scope.national(), quarter, "kabupaten").set_index("code")
    paid = recipients(store, Scope.national(), quarter, "kabupaten")
    on_pkh = paid[paid["programme"] == "PKH"].set_index("code")["families"]
    assert found["quota"].to_dict() == {"32.01": 200, "35.15": 100}
    for code in found.index:
        assert found["recipients"][code] == on_pkh.get(code, 0)
        assert found["left"][code] == found["quota"][code] - on_pkh.get(code, 0)
    assert places.places_left(store, Scope.kabupaten("35.15"), quarter, "nation")["quota"].tolist() == [100]
    assert places.quotas(store, Scope.provinces("11"), quarter, "nation").empty


def test_rows_of_quotas_and_empowerment_are_in_the_account(delivered: tuple[Path, Store, BuildReport]):
    folder, store, _ = delivered
    query = "select table_name, rows_in, rows_built from row_account where quarter = '2026Q1'"
    account = {name: (rows_in, built) for name, rows_in, built in store.cursor().execute(query).fetchall()}
    rows = len(pd.read_parquet(folder / "2026Q1" / "empowerment.parquet"))
    assert account["empowerment"] == (rows, rows)
    assert account["quotas"] == (2, 2)


def test_everything_in_the_inbox_that_is_not_read_is_named_by_the_build(delivered: tuple[Path, Store, BuildReport]):
    folder, store, report = delivered
    notes = [note for note in report.notes if note.startswith("not read: ")]
    assert [note.removeprefix(f"not read: {folder}/") for note in notes] == [
        "2026Q5 (quarters are Q1 to Q4)",
        "2026q2 (write 2026Q2)",
        "_2025Q3 (write 2025Q3)",
        "(a name of 28 characters with an identifier of sixteen digits)",
        "readme.pdf",
        "2026Q1/famlies.csv",
        "2026Q1/payments/_old.csv",
    ]
    kept = unread_files(store, Quarter(2026, 1))
    assert len(kept) == len(notes)
    assert kept[kept["quarter"] == "2026Q1"]["name"].tolist() == ["famlies.csv", "payments/_old.csv"]
    assert unread_files(store, Quarter(2025, 4))["quarter"].unique().tolist() == [""]


def test_everything_in_the_inbox_that_is_not_read_is_a_warning_of_the_check(delivered: tuple[Path, Store, BuildReport]):
    folder, _, _ = delivered
    report = run_checks(deliveries_of(folder, (Quarter(2026, 1),), None), Limits("1GB"), lambda step: None)
    told = " ".join(finding.message for finding in report.broken if finding.claim == "files_are_known")
    for name in ("2026Q5 (quarters are Q1 to Q4)", "2026q2 (write 2026Q2)", "readme.pdf", "_2025Q3", "famlies.csv"):
        assert name in told
    assert not report.has_errors


def test_inbox_with_misspelt_quarters_alone_says_what_it_holds(tmp_path: Path):
    (tmp_path / "2026 Q1").mkdir()
    (tmp_path / "2026Q2").touch()
    with pytest.raises(InputError, match=r"only 2026 Q1 \(write 2026Q1\), 2026Q2 \(a quarter is a folder\)"):
        folders.quarter_folders(tmp_path)
