"""Flows as a store might have seen them, for fits that need no store."""

from __future__ import annotations

import numpy as np

from targeting.flow.observed import FlowFit, Observed, ProgrammeSeen, fitted
from targeting.flow.rates import STATES
from targeting.flow.tenure import Spells

REASONS = ("deceased", "graduated")


def fit_of(codes: tuple[str, ...], seed: int = 3, steps: int = 4) -> FlowFit:
    """A fit on counts drawn at random, every programme with exits, graduations and entries."""
    random, count = np.random.default_rng(seed), len(codes)
    rows = 0.2 * random.dirichlet(np.ones(STATES + 1), (count, STATES)) + 0.8 * np.eye(STATES, STATES + 1)
    deciles = random.poisson(1000 * rows, (steps, count, STATES, STATES + 1)).astype(float)
    opening = deciles.sum(axis=(2, 3))
    spells = Spells(np.zeros(3, int), np.array([4, 9, 30]), np.array(["graduated", "", "deceased"]), np.full(3, 500))
    seen = ProgrammeSeen(
        REASONS,
        np.full((steps, count), 900.0),
        random.poisson(30, (steps, count)).astype(float),
        random.poisson(15, (steps, count, 2)).astype(float),
        spells,
        np.full((count, 25), 36.0),
    )
    programmes = dict.fromkeys(("PKH", "SEMBAKO", "PBI"), seen)
    born = random.poisson(3, (steps, count, STATES)).astype(float)
    moved = random.poisson(9, (2, steps, count)).astype(float)
    return fitted(Observed(codes, deciles, born, opening, moved[0], moved[1], 0.002, np.ones(STATES), programmes))
