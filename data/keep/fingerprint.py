"""The fingerprint of an answer, and the same answer computed anew from the build that a record names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.store.scope import Scope
from simulator.cells import Cells
from simulator.engine.outcome import Outcome
from simulator.engine.simulate import simulate
from simulator.policy.files import Policy, available, named, parse
from terms import InputError

#: What the fingerprint covers. Other columns may come without making earlier records fail.
FAMILY_COLUMNS = (
    "recipients_before",
    "kept",
    "dropped_decile",
    "dropped_component",
    "dropped_cap",
    "dropped_budget",
    "eligible",
    "admitted",
    "waiting",
    "recipients_after",
    "persons_before",
    "persons_after",
)
RUPIAH_COLUMNS = ("rupiah_per_quarter_before", "rupiah_per_quarter")
AID_COLUMNS = ("families_before", "families_after", "persons_before", "persons_after")
LEVELS = ("kabupaten", "decile", "family_type")
HEADLINE = ("recipients_before", "recipients_after", "rupiah_per_quarter_before", "rupiah_per_quarter")
#: Headline figures of a record whose totals would tell counts below the province: its fingerprint alone speaks.
NOT_TOLD = "{}"

FAMILY_STEP = 0.1
RUPIAH_STEP = 1_000.0
# Sums may differ in their last bits between machines, and decisions make whole, half and other short decimal figures.
# So the steps' edges lie where no short decimal does: then the last bits push no figure over an edge.
EDGE = 0.381966


@dataclass(frozen=True)
class Result:
    """An answer in short: its SHA-256 and its headline figures (JSON, by programme, of scenario and baseline)."""

    sha256: str
    figures: str


def policy_of(text: str) -> Policy:
    """The policy that a record names: one that comes with the application, or a TOML text."""
    return named(text) if text in available() else parse(text, kept=True)


def answer(cells: Cells, scenario: str, baseline: str, scope: Scope) -> Result:
    """Compute a scenario and its baseline over the whole nation's cells and sum up what lies in the scope."""
    outcome, before = (simulate(cells, policy_of(text)) for text in (scenario, baseline))
    return summed_up(outcome, before, scope)


def summed_up(outcome: Outcome, baseline: Outcome, scope: Scope) -> Result:
    """Fingerprint and headline of a scenario's outcome and its baseline's, both over the whole nation's cells."""
    within = None if scope.is_national else [code for code in outcome.areas.kabupaten if scope.allows(code)]
    if within == []:
        raise InputError("record: the quarter holds no kabupaten of this scope")
    hashed = hashlib.sha256()
    for one in (outcome, baseline):
        for line in _lines(one, within):
            hashed.update(line.encode())
    figures = {"scenario": _headline(outcome, within), "baseline": _headline(baseline, within)}
    return Result(hashed.hexdigest(), json.dumps(figures, sort_keys=True))


def _lines(outcome: Outcome, within: Collection[str] | None) -> list[str]:
    """Every figure that is covered, one line a level, group and programme."""
    lines = []
    for level in LEVELS:
        table = outcome.table(level, within)
        steps = _steps(table, FAMILY_COLUMNS, FAMILY_STEP) + _steps(table, RUPIAH_COLUMNS, RUPIAH_STEP)
        keys = (table["group"] + " " + table["programme"]).tolist()
        lines += _written(f"{level} ", keys, steps)
    aid = outcome.any_aid("kabupaten", within)
    return lines + _written("aid ", aid["group"].tolist(), _steps(aid, AID_COLUMNS, FAMILY_STEP))


def _written(level: str, keys: list[str], steps: list[list[str]]) -> list[str]:
    return sorted(f"{level}{key} {' '.join(row)}\n" for key, row in zip(keys, zip(*steps, strict=True), strict=True))


def _steps(table: pd.DataFrame, columns: Collection[str], step: float) -> list[list[str]]:
    """Each column as whole steps; an undefined value as a dash."""
    return [_column(table[name].to_numpy(dtype=float), step) for name in columns]


def _column(values: np.ndarray, step: float) -> list[str]:
    whole = np.floor(values / step + EDGE)
    return ["-" if np.isnan(value) else str(int(value)) for value in whole]


def _headline(outcome: Outcome, within: Collection[str] | None) -> dict[str, dict[str, int]]:
    table = outcome.table("nation", within).set_index("programme")
    return {str(code): {name: round(float(row[name])) for name in HEADLINE} for code, row in table.iterrows()}
