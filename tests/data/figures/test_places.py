"""Graduates, empowerment and who is on a programme hide as the ledger does, so that none tells what another hides."""

from __future__ import annotations

import pandas as pd
import pytest

from data.figures import guard_places, places, totals
from data.figures.guard_places import FAMILIES
from data.read import asked
from data.store.scope import Scope
from tests.data.figures.attacker import Attacker
from tests.data.figures.conftest import PROVINCE, SMALL

THEN = "2025Q3"
GRADUATES = ["code", "quarter_graduated", "poor_then", "poor_since", "back_on_aid", "families"]


def graduates(**families: tuple[int, int]) -> pd.DataFrame:
    """By kabupaten: those who are back on aid, and those who are not."""
    rows = [
        (code, THEN, False, False, back, count)
        for code, both in families.items()
        for back, count in zip((True, False), both, strict=True)
    ]
    return pd.DataFrame(rows, columns=GRADUATES)


def lost(rows: pd.DataFrame, *left: str) -> set[tuple[str, str]]:
    found = guard_places.relapse_of(rows, {(THEN, code) for code in left})
    return {name[1:] for name in found if len(name) == 3 and isinstance(name[2], str)}


def test_few_graduates_who_are_not_back_are_no_subtraction():
    """All but four of fifty are back: the fifty are told by the ledger, so the forty-six hide."""
    hidden = lost(graduates(a=(46, 4), b=(30, 30), c=(40, 40)))
    assert ("a", "back_on_aid") in hidden and ("a", FAMILIES) not in hidden
    assert {("b", "back_on_aid"), ("c", "back_on_aid")} & hidden, "the province less the others would tell it"


def test_graduates_that_the_ledger_hides_are_hidden_here_too():
    rows = graduates(a=(30, 30), b=(30, 30), c=(40, 40))
    assert lost(rows) == set()
    assert {("a", FAMILIES), ("b", FAMILIES)} <= lost(rows, "a", "b")


def test_few_families_of_an_empowerment_programme_are_not_what_the_province_leaves():
    kinds = [(code, "usaha", "PENA", "joined", count) for code, count in {"a": 4, "b": 50, "c": 60}.items()]
    hidden = guard_places.empowered_of(
        {THEN: pd.DataFrame(kinds, columns=["code", "pillar", "programme", "outcome", "families"])}
    )
    codes = {name[1] for name in hidden}
    assert "a" in codes and len(codes) == 2


@pytest.mark.parametrize("programme", ["PKH", "SEMBAKO", "PBI"])
def test_who_is_on_a_programme_is_told_nowhere_when_the_ledger_hides_it(weight_one, programme, monkeypatch):
    quarter, code = asked.quarters(weight_one)[-1], SMALL[0][:5]
    told = totals.history(weight_one, Scope.kabupaten(code), quarter)
    assert told[f"recipients_{programme}"].notna().any()
    monkeypatch.setattr(guard_places.guard_ledger, "hidden", lambda *_: {(str(quarter), code, "closing", "", False)})
    told = totals.history(weight_one, Scope.kabupaten(code), quarter).iloc[-1]
    assert pd.isna(told[f"recipients_{programme}"]) and pd.isna(told["money"]) and not pd.isna(told["families"])
    left = places.left(weight_one, Scope.provinces(PROVINCE), quarter, "kabupaten")
    own = left[(left["code"] == code) & (left["programme"] == programme)]
    assert own[["recipients", "left"]].isna().all(axis=None)


def test_attacker_does_not_find_small_counts_of_empowerment(weight_one):
    """Every kabupaten's table and the province's, all quarters, and the map of the newest year."""
    attacker, exact = Attacker(), {}
    quarters = asked.quarters(weight_one)
    rows = {
        str(one): places.places.empowerment(weight_one, Scope.provinces(PROVINCE), one, "kabupaten") for one in quarters
    }
    for quarter, part in rows.items():
        counts = part.groupby(["code", "pillar", "programme", "outcome"])["families"].sum()
        exact |= {(quarter, *name): int(count) for name, count in counts.items()}
        for kind, own in counts.groupby(level=[1, 2, 3]):
            attacker.knows([(quarter, code, *kind) for code in own.index.get_level_values("code")], own.sum())
    for code in sorted({name[1] for name in exact}):
        for row in places.empowered(weight_one, Scope.kabupaten(code), quarters, "kabupaten"):
            for outcome, count in row.families:
                name = (str(row.quarter), code, row.pillar, row.programme, outcome)
                if count is not None and name in exact:
                    attacker.knows([name], count)
    small = [name for name, count in exact.items() if 0 < count < 10]
    assert len(small) > 5
    assert not attacker.finds_out(small)
