"""A small register as cells, and reports on policies over it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from data.figures.outcome import About, Report
from simulator.cells import COMPONENTS, PUPILS, Cells
from simulator.engine.simulate import simulate
from simulator.policy.files import Policy, named
from terms import PBI, PKH, SEMBAKO, Quarter

KABUPATEN = ("32.04", "35.15", "35.78")
ABOUT = About("20260401T010203-abcdef", date(2026, 4, 1), "0.1.0+abc", date(2026, 3, 31), "Pusdatin", True)


def cells(families: int = 100, size: int = 600) -> Cells:
    """Cells of three kabupaten in two provinces; about ``families`` families in each cell."""
    draw = np.random.default_rng(7)
    count = draw.integers(1, 2 * families, size) if families > 1 else np.ones(size, np.int64)
    on = {code: draw.choice([0, 0, 3, 16, 24, 40], size).astype(np.int8) for code in (PKH, SEMBAKO)}
    on_pbi = draw.random(size) < 0.5
    components = {name: count * draw.integers(0, 2, size) for name in COMPONENTS}
    return Cells(
        Quarter(2026, 1),
        KABUPATEN,
        draw.integers(0, 3, size).astype(np.int16),
        draw.integers(0, 11, size).astype(np.int8),
        draw.integers(0, 32, size).astype(np.int8),
        on,
        on_pbi,
        count,
        count * 3,
        count * 3 * on_pbi,
        components,
        {name: components[f"pupils_{name}"] for name in PUPILS},
        {
            PKH: 700_000 * count * (on[PKH] > 0),
            SEMBAKO: 600_000 * count * (on[SEMBAKO] > 0),
            PBI: 126_000 * count * 3 * on_pbi,
        },
    )


@pytest.fixture(scope="session")
def register():
    return cells()


def report_of(
    register: Cells, policy: Policy | str, about: About = ABOUT, within: tuple[str, ...] | None = None
) -> Report:
    rules = named(policy) if isinstance(policy, str) else policy
    outcome = simulate(register, rules)
    return Report(outcome, rules, about, within, None, lambda: outcome)
