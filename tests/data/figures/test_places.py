"""Graduates, empowerment and who is on a programme hide as the ledger does, so that none tells what another hides."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.figures import guard_places, places, totals
from data.figures.guard_places import FAMILIES
from data.read import asked
from data.store.scope import Scope
from tests.data.figures.attacker import Attacker
from tests.data.figures.conftest import PROVINCE, SMALL

THEN = "2025Q3"
EMPOWERED = ["code", "pillar", "programme", "outcome", "families"]
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


def test_few_of_two_kinds_who_are_not_back_are_no_subtraction():
    """Three and three are not back on aid: each kind is hidden, and so is what would tell their sum."""
    kinds = [(True, False, True, 40), (True, False, False, 3), (False, True, True, 4), (False, False, False, 3)]
    sizes = {"a": 1, "b": 40, "c": 50}
    rows = [(code, THEN, *kind[:3], kind[3] * size) for code, size in sizes.items() for kind in kinds]
    hidden = lost(pd.DataFrame(rows, columns=GRADUATES))
    assert ("a", "back_on_aid") in hidden and ("a", FAMILIES) not in hidden


def test_graduates_that_the_ledger_hides_are_hidden_here_too():
    rows = graduates(a=(30, 30), b=(30, 30), c=(40, 40))
    assert lost(rows) == set()
    assert {("a", FAMILIES), ("b", FAMILIES)} <= lost(rows, "a", "b")


def test_few_families_of_an_empowerment_programme_are_not_what_the_province_leaves():
    kinds = [(code, "usaha", "PENA", "joined", count) for code, count in {"a": 4, "b": 50, "c": 60}.items()]
    hidden = guard_places.empowered_of({THEN: pd.DataFrame(kinds, columns=EMPOWERED)})
    codes = {name[1] for name in hidden}
    assert "a" in codes and len(codes) == 2


@pytest.mark.parametrize("programme", ["PKH", "SEMBAKO", "PBI"])
def test_who_is_on_a_programme_is_told_nowhere_when_the_ledger_hides_it(weight_one, programme, monkeypatch):
    quarter, code = asked.quarters(weight_one)[-1], SMALL[0][:5]
    told = totals.history(weight_one, Scope.kabupaten(code), quarter)
    assert told[f"recipients_{programme}"].notna().any()
    monkeypatch.setattr(guard_places.guard_ledger, "hidden", lambda *_: {(str(quarter), code, "closing", "", False)})
    told = totals.history(weight_one, Scope.kabupaten(code), quarter).iloc[-1]
    assert pd.isna(told[f"recipients_{programme}"]) and pd.isna(told["money"])
    left = places.left(weight_one, Scope.provinces(PROVINCE), quarter, "kabupaten")
    own = left[(left["code"] == code) & (left["programme"] == programme)]
    assert own[["recipients", "left"]].isna().all(axis=None)


def test_attacker_finds_no_small_count_of_empowerment():
    dice = np.random.default_rng(7)
    rows = pd.DataFrame(
        [
            (code, "usaha", programme, outcome, int(dice.choice((3, 6, 25, 60, 140))))
            for code in "abcde"
            for programme in ("PENA", "KUBE", "ATENSI")
            for outcome in ("joined", "graduated")
        ],
        columns=EMPOWERED,
    )
    hidden, attacker = guard_places.empowered_of({THEN: rows}), Attacker()
    exact = {(THEN, *row[:4]): row[4] for row in rows.itertuples(index=False)}
    for kind, own in rows.groupby(["pillar", "programme", "outcome"]):
        attacker.knows([(THEN, code, *kind) for code in own["code"]], own["families"].sum())
    for name in exact.keys() - hidden:
        attacker.knows([name], exact[name])
    small = [name for name, count in exact.items() if count < 10]
    assert len(small) > 5 and not attacker.finds_out(small)


def test_attacker_finds_no_few_graduates():
    """Each kabupaten's table and the province's; the ledger tells how many graduated."""
    dice = np.random.default_rng(5)
    told = {code: tuple(int(n) for n in dice.choice((2, 7, 30, 60), 2)) for code in "abcdef"}
    hidden, attacker = lost(graduates(**told)), Attacker()
    for code, (back, stayed) in told.items():
        attacker.knows([(code, "back"), (code, "rest")], back + stayed)
        if (code, "back") not in hidden and (code, "back_on_aid") not in hidden:
            attacker.knows([(code, "back")], back)
    for at, mark in enumerate(("back", "rest")):
        attacker.knows([(code, mark) for code in told], sum(both[at] for both in told.values()))
    small = [
        (code, mark) for code, both in told.items() for mark, n in zip(("back", "rest"), both, strict=True) if n < 10
    ]
    assert len(small) > 3 and not attacker.finds_out(small)
