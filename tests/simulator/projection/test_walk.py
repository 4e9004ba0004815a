"""A register walked family by family, with dice and nothing of the engine, agrees with the cohorts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.projection.options import ProjectionOptions
from simulator.projection.run import project
from targeting.flow.rates import STATES, ProgrammeRates, Rates
from tests.simulator.policies import policy_of
from tests.simulator.registers import Family, cells_of

CAP, KEPT, CHECKED, TAKE_UP, REENTRY, QUARTERS, LIMIT = 6, 0.4, 0.7, 0.05, 3, 12, 2
CODES = ("11.01", "35.15")
AGED = (("elderly", 1),)


def world() -> Rates:
    random = np.random.default_rng(5)
    transition = np.zeros((2, STATES, STATES))
    transition[:, :, :] = np.eye(STATES)
    for area in range(2):
        for decile in range(1, 5):
            transition[area, decile, 1:5] = random.dirichlet(np.full(4, 0.5) + 6 * np.eye(4)[decile - 1]) * 0.98
    own = ProgrammeRates(
        ("deceased", "graduated"),
        np.stack([np.linspace(0.01, 0.05, 25), np.full(25, 0.02)]),
        np.array([[1.0, 2.0], [0.5, 1.0]]),
        np.array([1.0, 0.0]),
        np.zeros(2, bool),
        0.0,
        np.zeros(2),
        np.ones(STATES),
    )
    return replace(
        Rates.closed(CODES),
        transition=transition,
        moves=np.array([0.03, 0.01]),
        arrive=np.array([0.25, 0.75]),
        programmes={"SEMBAKO": own},
    )


class Walk:
    """Arrays with an entry a family: where it is, its decile (−1 gone), its clock (0 off; −1 outside the clock)."""

    def __init__(self, register: list[Family], rates: Rates, seed: int) -> None:
        many = np.array([one.weight for one in register])
        self.dice, self.rates = np.random.default_rng(seed), rates
        self.area = np.repeat([CODES.index(one.kabupaten) for one in register], many)
        self.decile = np.repeat([one.decile for one in register], many)
        self.aged = np.repeat([bool(one.raw) for one in register], many)
        self.clock = np.repeat([one.sembako for one in register], many)
        self.on = self.clock > 0
        self.checked = np.zeros(len(self.area), bool)
        self.rests = np.zeros(len(self.area), int)
        self.capped = 0

    def chance(self, share: np.ndarray | float) -> np.ndarray:
        return self.dice.random(len(self.area)) < share

    def live(self) -> None:
        self.rests = np.maximum(0, self.rests - 1)
        above = self.decile > LIMIT
        rows = self.rates.transition[self.area, np.maximum(self.decile, 0)]
        dice = self.dice.random(len(self.area))
        step = (dice[:, None] >= rows.cumsum(axis=1)).sum(axis=1)
        self.decile = np.where((self.decile < 0) | (step == STATES), -1, step)
        self.checked = self.checked & above & (self.decile > LIMIT)
        moves = self.chance(self.rates.moves[self.area])
        self.area = np.where(moves, (self.dice.random(len(self.area)) >= self.rates.arrive[0]).astype(int), self.area)
        own = self.rates.of("SEMBAKO")
        tenure = np.where(self.clock > 0, np.minimum(self.clock, 25), 25) - 1
        leaves = self.chance((own.factor[self.area] * own.hazard[:, tenure].T).sum(axis=1)) & self.on
        self.on &= ~leaves & (self.decile >= 0)
        self.clock = np.where(self.on, np.where(self.clock > 0, self.clock + 1, self.clock), 0)

    def settle(self) -> None:
        waits = ~self.on & (self.rests == 0) & (self.decile >= 1) & (self.decile <= LIMIT)
        fresh = self.on & ((self.decile > LIMIT) | (self.decile == 0)) & ~self.checked
        passed = self.chance(CHECKED)
        self.checked |= fresh & passed
        self.on &= ~(fresh & ~passed)
        over = self.on & (self.clock > CAP) & ~self.aged
        kept = over & self.chance(KEPT)
        ended = over & ~kept
        self.on &= ~ended
        self.rests[ended] = REENTRY
        self.capped = int(ended.sum())
        self.clock = np.where(kept, -1, self.clock)
        enters = waits & self.chance(TAKE_UP)
        self.on |= enters
        self.checked &= ~enters
        self.clock = np.where(enters, 1, np.where(self.on, self.clock, 0))


def test_cohorts_agree_with_a_register_walked_family_by_family():
    random = np.random.default_rng(2)
    register = [
        Family(code, decile, raw=raw, sembako=clock, weight=int(random.integers(300, 900)))
        for code in CODES
        for decile in range(1, 5)
        for raw in ((), AGED)
        for clock in (0, 1, 3, 5, 6, 9)
    ]
    policy = policy_of(
        {
            "SEMBAKO": {
                "max_decile": LIMIT, "amounts": 1, "max_quarters": CAP, "cap_mode": "assess", "cap_keep_share": KEPT,
                "cap_exempt": ["elderly"], "crossing_mode": "suspend", "crossing_keep_share": CHECKED,
                "admission": "all", "take_up_share": TAKE_UP,
            }
        }
    )  # fmt: skip
    rates = world()
    found = project(cells_of(register), policy, rates, ProjectionOptions(QUARTERS, reentry_quarters=REENTRY)).tracks[
        "SEMBAKO"
    ]
    walk = Walk(register, rates, seed=11)
    for step in range(QUARTERS + 1):
        if step:
            walk.live()
        walk.settle()
        for area in range(2):
            counted = int((walk.on & (walk.area == area)).sum())
            expected = found.columns["recipients"][step, area]
            assert counted == pytest.approx(expected, abs=5 * np.sqrt(expected)), (step, area)
        ended = found.columns["dropped_cap"][step].sum()
        assert walk.capped == pytest.approx(ended, abs=5 * np.sqrt(ended) + 1), step
        assert (walk.decile >= 0).sum() == pytest.approx(
            found.columns["population"][step].sum(), abs=5 * np.sqrt(len(walk.area) * 0.02 * max(step, 1))
        )
