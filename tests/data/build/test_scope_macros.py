"""The scope's predicate and the level's area stand in one file each; a cursor of the store has both."""

from __future__ import annotations

import re

import pytest

from data.read.register import quarters
from data.statements import SQL, statement
from data.store.open import open_store
from data.store.scope import Scope

ASK = "select within_scope($code, $national, $provinces, $kabupaten)"


@pytest.mark.parametrize("scope", [Scope.national(), Scope.provinces("35"), Scope(kabupaten_codes=("35.15", "51.71"))])
@pytest.mark.parametrize("code", ["35", "35.15", "35.16", "51.71", "34.01"])
def test_statements_ask_the_same_as_the_scope(small_store, scope, code):
    found = open_store(small_store).cursor().execute(ASK, {"code": code} | scope.filters).fetchall()
    wanted = scope == Scope.national() or code[:2] in scope.province_codes or code in scope.kabupaten_codes
    assert found == [(wanted,)]


@pytest.mark.parametrize(
    ("scope", "first", "last"),
    [
        (Scope.kabupaten("35.15"), "35.15", "35.15~"),
        (Scope.provinces("35"), "35", "35~"),
        (Scope(kabupaten_codes=("51.71", "35.15"), province_codes=("33",)), "33", "51.71~"),
    ],
)
def test_scan_itself_is_bounded_by_the_areas_of_the_scope(small_store, scope, first, last):
    """Else every read of one kabupaten goes through the cells of the nation."""
    store = open_store(small_store)
    asked = {"quarter": str(quarters(store)[-1]), "level": "kabupaten", **scope.filters}
    ((_, plan),) = store.cursor().execute(f"explain {statement('read/desil')}", asked).fetchall()
    told = re.sub(r"[│\s]+", "", plan[plan.index("Scan") :])
    assert f"kabupaten_code>='{first}'" in told and f"kabupaten_code<='{last}'" in told


def test_area_of_each_level(small_store):
    cursor = open_store(small_store).cursor()
    found = [
        cursor.execute("select area_of('35.15', $level)", {"level": level}).fetchall()[0][0]
        for level in ("nation", "province", "kabupaten")
    ]
    assert found == ["ID", "35", "35.15"]


def test_no_statement_says_them_for_itself():
    own = re.compile(r"list_contains\(\$kabupaten, \w+\)|case \$level\s+when 'nation'")
    assert not [path.name for path in (SQL / "read").glob("*.sql") if own.search(path.read_text(encoding="utf-8"))]
