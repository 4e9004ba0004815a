"""The engine against a walk over families, and the identities that every answer must keep."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from simulator.engine.outcome import GROUPINGS
from simulator.engine.simulate import simulate
from simulator.policy.files import Policy
from tests.simulator.policies import DECLARED, policy_of, rules
from tests.simulator.reference import COUNTS, Walk, any_aid
from tests.simulator.registers import QUARTER, Family, cells_of, registers

DROPPED = ["dropped_decile", "dropped_component", "dropped_cap", "dropped_budget"]


def agrees(register: list[Family], policy: Policy, exact: bool) -> None:
    """Every figure of every table equals the walk's: exactly, or to 1e-9 where shares make expected numbers."""
    outcome = simulate(cells_of(register), policy)
    walks = [Walk(register, rule) for rule in policy.rules(QUARTER).values()]
    for by in GROUPINGS:
        table = outcome.table(by).set_index(["group", "programme"]).to_dict("index")
        for walk in walks:
            for group, wanted in walk.table(by).items():
                row = table[group, walk.code]
                for name in COUNTS:
                    same(row[name], wanted[name], exact, f"{by} {group} {walk.code} {name}")
                if wanted["eligible"]:
                    share = wanted["eligible_after"] / wanted["eligible"]
                    assert row["coverage_share"] == pytest.approx(float(share), rel=1e-9, abs=1e-12)
                else:
                    assert np.isnan(row["coverage_share"])
        aid = outcome.any_aid(by).set_index("group").to_dict("index")
        for group, wanted in any_aid(register, walks, by).items():
            for (name, found), number in zip(aid[group].items(), wanted, strict=True):
                same(found, number, exact, f"{by} {group} {name}")


def same(found: Any, wanted: Fraction, exact: bool, where: str) -> None:
    if exact:
        assert found == wanted, where
    else:
        assert float(found) == pytest.approx(float(wanted), rel=1e-9, abs=1e-6), where


@settings(max_examples=60, deadline=None)
@given(registers(), rules(whole=True))
def test_simulating_cells_equals_counting_families_one_by_one(register, values):
    agrees(register, policy_of(values, DECLARED), exact=True)


@settings(max_examples=120, deadline=None)
@given(registers(), rules(whole=False))
def test_expected_numbers_equal_the_walk_over_families(register, values):
    agrees(register, policy_of(values, DECLARED), exact=False)


@settings(max_examples=40, deadline=None)
@given(registers(), rules(whole=False))
def test_kept_and_dropped_are_always_the_recipients_before(register, values):
    table = simulate(cells_of(register), policy_of(values, DECLARED)).table("kabupaten")
    total = table["kept"] + table[DROPPED].sum(axis=1)
    assert np.allclose(total, table["recipients_before"], rtol=1e-12, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(registers(), rules(whole=False))
def test_every_way_of_dividing_the_nation_adds_up(register, values):
    outcome = simulate(cells_of(register), policy_of(values, DECLARED))
    nation = outcome.table("nation").set_index("programme")
    whole = outcome.any_aid("nation").iloc[0]
    for by in GROUPINGS:
        parts = outcome.table(by).groupby("programme", sort=False)[list(COUNTS)].sum(min_count=1)
        known = nation[list(COUNTS)].loc[parts.index].astype(float)
        assert np.allclose(parts.astype(float), known, rtol=1e-9, atol=1e-6, equal_nan=True)
        aid = outcome.any_aid(by).drop(columns="group").sum()
        assert np.allclose(aid.astype(float), whole.drop("group").astype(float), rtol=1e-9, atol=1e-6)
