"""Published numbers: each policy that comes along, on one small fixed register.

A golden file changes only with a line in the changelog that says which numbers move. ``python -m
tests.simulator.test_golden`` writes them anew.
"""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from simulator.cells import COMPONENTS
from simulator.engine.simulate import simulate
from simulator.policy.files import available, named
from tests.simulator.registers import CLOCKS, Family, cells_of

FOLDER = Path(__file__).parent.parent / "golden"
KABUPATEN = ("11.01", "31.71", "35.15", "35.78", "51.71", "91.71")


def fixed_register() -> list[Family]:
    dice = random.Random(20260123)
    register = []
    for _ in range(600):
        persons = dice.randint(1, 7)
        raw = tuple((kind, dice.choice((0, 0, 0, 1, 2))) for kind in COMPONENTS)
        pkh, sembako = (dice.choice((0, 0, *CLOCKS)) for _ in range(2))
        register.append(
            Family(
                kabupaten=dice.choice(KABUPATEN),
                decile=dice.randint(0, 10),
                persons=persons,
                raw=raw if dice.random() < 0.8 else (),
                working_age=dice.random() < 0.7,
                pkh=pkh,
                sembako=sembako,
                pbi_members=dice.randint(0, persons),
                weight=dice.randint(1, 40),
                paid={"PKH": dice.randint(1, 16) * 75_000, "SEMBAKO": 600_000, "PBI": persons * 126_000},
            )
        )
    return register


def outcome_of(name: str) -> pd.DataFrame:
    outcome = simulate(cells_of(fixed_register()), named(name))
    levels = ("nation", "kabupaten", "decile")
    return pd.concat([outcome.table(level).assign(level=level) for level in levels], ignore_index=True)


@pytest.mark.parametrize("name", available())
def test_policy_gives_its_published_outcome(name):
    golden = pd.read_csv(FOLDER / f"{name}.csv", dtype={"group": str})
    pd.testing.assert_frame_equal(outcome_of(name), golden, check_dtype=False, check_exact=False, rtol=1e-9)


if __name__ == "__main__":
    for policy in available():
        outcome_of(policy).to_csv(FOLDER / f"{policy}.csv", index=False)
