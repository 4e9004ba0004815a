"""Every statement of the readers gives within a scope what a store would give that holds nothing else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data import statements
from data.contract.store_tables import BUILT
from data.read.asked import LEVELS
from data.statements import run_folder, statement
from data.store.scope import Scope

FOLDER = Path(statements.__file__).parent / "sql" / "read"
KABUPATEN = ("11.01", "35.15", "35.78", "51.71")
SCOPES = {
    "nation": Scope.national(),
    "province": Scope.provinces("35"),
    "provinces": Scope.provinces("11", "51"),
    "kabupaten": Scope.kabupaten("35.78"),
    "two_kabupaten": Scope.kabupaten("11.01", "35.15"),
    "both": Scope(("51",), ("35.15",)),
    "no_province": Scope.provinces("99"),
    "no_kabupaten": Scope.kabupaten("35.99"),
}
#: Kept by province, so that a scope of single kabupaten asks for none of it, or for that of its provinces.
BY_PROVINCE = {"spell": "province_code", "assisted_error": "code", "entitled_effect": "level"}
ASKED = {
    "before": ["2025Q4"],
    "quarter": "2026Q1",
    "quarters": ["2026Q1"],
    "quarter_before": "2025Q4",
    "programme": "PKH",
}
ASKED |= {"max_decile": 4, "needs_component": False}
#: What a row of every table says where the statements look; the rest is 1.
SAID = {**{name: ASKED[name] for name in ("quarter", "quarter_before", "programme")}, "term": "province"}
SAID |= {"flow": "entered", "cause": ""}
#: Statements that give the whole nation's sample to a model; the readers give no row of it outside the scope.
WHOLE_NATION = {
    "area_quality",
    "spotcheck_decile",
    "spotcheck_psu",
    "spotcheck_recheck",
    "spotcheck_sum",
    "spotcheck_wrong",
}
#: Of a delivery as a whole: how many rows and families, which quarters are followed.
OF_A_DELIVERY = {"status", "update_span", "decile_span"}


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


SCOPED = sorted(path.stem for path in FOLDER.glob("*.sql") if "$national" in path.read_text(encoding="utf-8"))
PLACED = {table.name for table in BUILT if {"kabupaten_code", "province_code"} & {one.name for one in table.columns}}


@cache
def store_of(codes: tuple[str, ...]) -> duckdb.DuckDBPyConnection:
    """The declared tables with one row a place; each kabupaten has ten times as much as the one before."""
    connection = duckdb.connect()
    run_folder(connection, "read/macros")
    for table in BUILT:
        columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
        connection.execute(f"create table {table.name} ({columns})")
        for code in codes:
            row = [_value(table.name, column.name, column.type, code) for column in table.columns]
            connection.execute(f"insert into {table.name} values ({', '.join('?' * len(row))})", row)
    return connection


def _value(table: str, column: str, kind: str, code: str) -> object:
    if column == BY_PROVINCE.get(table):
        return code[:2]
    if column == "kabupaten_code":
        return code
    if column in SAID:
        return SAID[column]
    if kind == "BOOLEAN":
        return True
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return "2026-01-01"
    if kind in ("BIGINT", "HUGEINT", "DOUBLE"):
        return 10 ** (1 + KABUPATEN.index(code))
    return 1


def ask(connection: duckdb.DuckDBPyConnection, name: str, scope: Scope, level: str) -> pd.DataFrame:
    text = text_of(name)
    values = ASKED | scope.filters | {"level": level}
    named = {one: value for one, value in values.items() if re.search(rf"\${one}\b", text)}
    return connection.execute(statement(f"read/{name}"), named).df()


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
@pytest.mark.parametrize("name", SCOPED)
def test_scope_gives_what_a_store_of_its_areas_alone_would_give(name: str, scope: Scope):
    kept_by_province = next((table for table in BY_PROVINCE if re.search(rf"\b{table}\b", text_of(name))), "")
    whole, alone = store_of(KABUPATEN), store_of(tuple(code for code in KABUPATEN if scope.allows(code)))
    if kept_by_province and scope.kabupaten_codes:
        pytest.skip("kept by province")
    for level in LEVELS if "$level" in text_of(name) else ("nation",):
        found = ask(whole, name, scope, level)
        pd.testing.assert_frame_equal(found, ask(alone, name, Scope.national(), level))
        assert found.empty == ("99" in str(scope))


@pytest.mark.parametrize(("name", "seen"), [("spell", []), ("assisted_error", []), ("entitled_province", ["35"])])
def test_single_kabupaten_sees_nothing_of_other_provinces(name: str, seen: list[str]):
    """The table of the entitled is a model's, one row a province, which each kabupaten of it borrows."""
    found = ask(store_of(KABUPATEN), name, Scope.kabupaten("35.78"), "nation")
    assert found.get("province_code", pd.Series(dtype=object)).tolist() == seen and len(found) == len(seen)


def test_every_statement_on_places_asks_for_the_scope():
    """A new one must filter by scope, or stand on a list here with its reason."""
    codes_given = {"cells"}
    free = WHOLE_NATION | OF_A_DELIVERY | codes_given
    reading = {
        path.stem
        for path in FOLDER.glob("*.sql")
        if any(re.search(rf"\b(?:from|join)\s+{table}\b", path.read_text(encoding="utf-8")) for table in PLACED)
    }
    assert len(reading) > 15 and reading - set(SCOPED) - free == set()
    assert free <= {path.stem for path in FOLDER.glob("*.sql")}
