"""PBI members whom nobody finds in the register: payments without a family row, until 2025Q2."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from data.demo import parameters as p
from data.demo.block import Exits, stream
from data.demo.plan import CountryPlan
from data.demo.tables import coded, quarters, repeated
from terms import Quarter

FIRST_NUMBER = 9_000_000_000
MEMBERS = np.array([1, 2, 3, 4])
MEMBER_SHARES = np.array([0.40, 0.28, 0.20, 0.12])
BEGAN = Quarter(2014, 1)


def outside_payments(plan: CountryPlan, seed: int, weight: int) -> pa.Table:
    """Rows of 2025Q1 whose covered persons times weight add up to the published number exactly."""
    generator = stream(seed, p.FIRST_QUARTER, "aid", 998)
    persons, weights = _members(weight, generator)
    rows = len(persons)
    share = np.cumsum(plan.persons(p.FIRST_QUARTER)[plan.kabupaten_of_kecamatan] / plan.weight.size)
    kecamatan = np.minimum(np.searchsorted(share / share[-1], generator.random(rows)), len(share) - 1)
    since = BEGAN.ordinal + generator.integers(0, p.FIRST_QUARTER.ordinal - BEGAN.ordinal, rows)
    return pa.table(
        {
            "quarter": repeated(str(p.FIRST_QUARTER), rows),
            "family_id": FIRST_NUMBER + np.arange(rows),
            "programme": repeated("PBI", rows),
            "persons_covered": persons.astype(np.int8),
            "kecamatan_code": coded(kecamatan, plan.kecamatan_codes),
            "weight": weights.astype(np.int32),
            "rupiah": persons * p.PBI_RUPIAH,
            "first_quarter": quarters(since),
        }
    )


def _members(weight: int, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Covered persons and weights; a last row of one person takes what is left."""
    mean = float((MEMBERS * MEMBER_SHARES).sum())
    rows = int(p.PBI_OUTSIDE_REGISTER / weight / mean * 1.01) + 5
    persons = generator.choice(MEMBERS, rows, p=MEMBER_SHARES)
    persons = persons[np.cumsum(persons) * weight < p.PBI_OUTSIDE_REGISTER]
    left = p.PBI_OUTSIDE_REGISTER - int(persons.sum()) * weight
    return np.append(persons, 1), np.append(np.full(len(persons), weight), left)


def outside_exits(payments: pa.Table) -> Exits:
    """All of them end in 2025Q2 because they are not in the register."""
    return Exits("PBI", "not_in_register", payments.column("family_id").to_numpy())
