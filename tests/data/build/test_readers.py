"""Readers give what the scope allows, from a store that cannot be written or escaped from."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from data.read import register
from data.store import finished
from data.store.finished import StoreFault
from data.store.open import Store, open_store
from data.store.scope import Scope
from terms import LEVELS, InputError, Quarter
from tests.data.build import recount
from tests.data.build.registers import Snapshot

SCOPES = (
    Scope.national(),
    Scope.provinces("35"),
    Scope.provinces("11", "35"),
    Scope.kabupaten("35.15"),
    Scope.provinces("99"),
)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_cells_hold_only_what_the_scope_allows(built: Store, snapshots: list[Snapshot], scope: Scope):
    snapshot = snapshots[-1]
    cells = register.cells(built, scope, snapshot.quarter)
    allowed = {key: cell for key, cell in recount.cells(snapshot).items() if scope.allows(key[0])}
    assert set(cells.kabupaten_codes) == {key[0] for key in allowed}
    assert cells.families.sum() == sum(cell["families"] for cell in allowed.values())
    assert cells.rupiah["PBI"].sum() == sum(cell["rupiah_pbi"] for cell in allowed.values())
    found = {
        (cells.kabupaten_codes[place], decile, kind, pkh, sembako, pbi): persons
        for place, decile, kind, pkh, sembako, pbi, persons in zip(
            cells.kabupaten,
            cells.decile,
            cells.family_type,
            cells.quarters_on["PKH"],
            cells.quarters_on["SEMBAKO"],
            cells.on_pbi,
            cells.persons,
            strict=True,
        )
    }
    assert found == {key: cell["persons"] for key, cell in allowed.items()}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_desil_by_level_adds_up_to_the_families_allowed(
    built: Store, snapshots: list[Snapshot], scope: Scope, level: str
):
    snapshot = snapshots[0]
    frame = register.desil(built, scope, snapshot.quarter, level)
    allowed = [row for row in snapshot.families if scope.allows(row["kecamatan_code"][:5])]
    assert frame["families"].sum() == sum(row["weight"] for row in allowed)
    assert frame["persons"].sum() == sum(row["weight"] * row["persons"] for row in allowed)
    length = {"nation": 0, "province": 2, "kabupaten": 5}[level]
    assert set(frame["code"]) == {row["kecamatan_code"][:length] or "ID" for row in allowed}


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_recipients_include_payments_outside_the_register(built: Store, snapshots: list[Snapshot], scope: Scope):
    snapshot = snapshots[-1]
    closing = recount.movement(snapshots)
    frame = register.recipients(built, scope, snapshot.quarter, "kabupaten")
    found = {(row.code, row.programme): row.families for row in frame.itertuples()}
    assert found == {
        (area, programme): families
        for (quarter, area, programme, flow, *_, unit), families in closing.items()
        if (quarter, flow, unit) == (str(snapshot.quarter), "closing", "families") and scope.allows(area)
    }


def test_cells_have_the_types_that_the_engine_expects(built: Store, snapshots: list[Snapshot]):
    cells = register.cells(built, Scope.national(), snapshots[0].quarter)
    assert (cells.kabupaten.dtype, cells.decile.dtype, cells.family_type.dtype) == ("int16", "int8", "int8")
    assert cells.on_pbi.dtype == bool
    assert {column.dtype.name for column in (cells.families, cells.persons, cells.pbi_persons)} == {"int32"}
    assert all(type(column).__name__ == "ndarray" for column in cells._columns())


def test_quarter_that_the_store_lacks_is_named(built: Store):
    with pytest.raises(InputError, match="the store holds 2025Q3, 2025Q4, 2026Q1, got 2030Q1"):
        register.cells(built, Scope.national(), Quarter(2030, 1))


def test_unknown_level_is_named_with_the_allowed_ones(built: Store, snapshots: list[Snapshot]):
    with pytest.raises(InputError, match="level: must be one of nation, province, kabupaten, got 'village'"):
        register.desil(built, Scope.national(), snapshots[0].quarter, "village")


@pytest.mark.parametrize("statement", ["create table note (text varchar)", "delete from cell"])
def test_store_cannot_be_changed(built: Store, statement: str):
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        built.cursor().execute(statement).fetchall()


@pytest.mark.parametrize(
    "setting", ["set threads = 1", "set memory_limit = '1TB'", "set enable_external_access = true"]
)
def test_settings_of_the_store_are_locked(built: Store, setting: str):
    with pytest.raises(duckdb.InvalidInputException, match="configuration has been locked"):
        built.cursor().execute(setting)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from '{folder}/beside.csv'",
        "select content from read_text('{folder}/beside.csv')",
        "select * from glob('{folder}/*')",
        "copy (select 1) to '{folder}/out.csv'",
        "attach '{folder}/other.duckdb'",
        "install httpfs",
    ],
)
def test_store_cannot_be_escaped_from(built: Store, tmp_path: Path, statement: str):
    """What is asked for is there and can be read, so that nothing but the lock keeps it."""
    (tmp_path / "beside.csv").write_text("name\nsecret\n")
    with pytest.raises(duckdb.PermissionException, match="disabled"):
        built.cursor().execute(statement.format(folder=tmp_path)).fetchall()
    assert [path.name for path in tmp_path.iterdir()] == ["beside.csv"]


def test_store_is_a_value_that_caches_can_be_keyed_by(built: Store):
    again = open_store(built.path)
    assert again == built
    assert hash(again) == hash(built)


@pytest.mark.parametrize("more", [-1, 1, 4096])
def test_build_of_another_length_than_noted_is_not_read(built: Store, tmp_path: Path, more: int):
    """Whether or not DuckDB would open it."""
    shutil.copytree(built.path, tmp_path / "store", symlinks=True)
    file = finished.folder_of(tmp_path / "store", built.build_id) / finished.DATABASE
    content = file.read_bytes()
    file.write_bytes(content + bytes(more) if more > 0 else content[:more])
    with pytest.raises(StoreFault, match=f"has {len(content) + more:,} bytes, not {len(content):,}"):
        open_store(tmp_path / "store")


def test_missing_store_is_one_clear_sentence(tmp_path: Path):
    with pytest.raises(InputError, match=r"there is no finished build in .*; make one with: tepat build"):
        open_store(tmp_path)


def test_scope_refuses_codes_of_another_shape():
    with pytest.raises(InputError, match=r"must look like 35 or 35\.15, got '3515'"):
        Scope.kabupaten("3515")


def test_scope_without_codes_never_becomes_the_nation():
    with pytest.raises(InputError, match="at least one code"):
        Scope.provinces()


AREAS = {
    "nation": Scope.national(),
    "province": Scope.provinces("35"),
    "kabupaten": Scope.kabupaten("35.15"),
    "both": Scope(("11",), ("35.15",)),
}


@pytest.mark.parametrize(
    ("scope", "inside", "outside"),
    [
        ("nation", ("35", "35.15", "11.01"), ()),
        ("province", ("35", "35.15", "35.78"), ("11", "11.01", "51.71")),
        ("kabupaten", ("35.15",), ("35", "35.78", "11.01")),
        ("both", ("11", "11.01", "35.15"), ("35", "35.78", "51.71")),
    ],
)
def test_scope_is_cut_down_only_to_what_it_holds(scope: str, inside: tuple[str, ...], outside: tuple[str, ...]):
    own = AREAS[scope]
    assert own.within("ID") == own
    for code in inside:
        assert own.within(code) == (Scope.kabupaten(code) if "." in code else Scope.provinces(code))
    for code in outside:
        with pytest.raises(InputError, match=f"scope: {code} is not wholly within what may be seen"):
            own.within(code)
        assert "." not in code or not own.allows(code)


def test_status_tells_rows_families_and_checks(built: Store, snapshots: list[Snapshot]):
    frame = register.status(built).set_index("quarter")
    for snapshot in snapshots:
        row = frame.loc[str(snapshot.quarter)]
        assert row["family_rows"] == len(snapshot.families)
        assert row["payment_rows"] == len(snapshot.payments)
        assert row["families"] == sum(family["weight"] for family in snapshot.families)
        assert row["checks"] > 0
