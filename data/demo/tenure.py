"""When the spells of the first quarter's recipients began, as long ago as 2007."""

from __future__ import annotations

import numpy as np

from data.demo import parameters as p
from data.demo.families import Families, systematic
from terms import Quarter

MEASURED = Quarter(2025, 4)
YEARS_5, YEARS_18 = 20, 72


def set_tenure(families: Families, generator: np.random.Generator) -> None:
    """Deal the spells' starts out in random order; of two programmes one began with the family's first aid."""
    begun = p.FIRST_QUARTER.ordinal - _quarters_ago(families, generator)
    both = np.flatnonzero((families.pkh > 0) & (families.sembako > 0))
    families.pkh[families.pkh > 0] = begun[families.pkh > 0]
    families.sembako[families.sembako > 0] = begun[families.sembako > 0]
    later = begun[both] + (generator.random(len(both)) * (p.FIRST_QUARTER.ordinal - begun[both] + 1)).astype(np.int64)
    draw = generator.random(len(both))
    families.pkh[both] = np.where(draw < 0.25, later, begun[both])
    families.sembako[both] = np.where(draw > 0.50, later, begun[both])
    _set_pbi(families, generator)


def _quarters_ago(families: Families, generator: np.random.Generator) -> np.ndarray:
    """Quarters between the start and the first quarter, evenly spread over the recipients' tenure curve."""
    survival = tenure_curve()
    ago = np.zeros(len(families), np.int64)
    rows = np.flatnonzero(families.on_aid)
    ago[rows] = np.searchsorted(-survival, -systematic(generator, len(rows)), "left")
    return np.minimum(ago, len(survival) - 1)


def tenure_curve() -> np.ndarray:
    """Share of the first quarter's recipients that began over ``i`` quarters before it, for ``i`` from 0.

    Constant hazards that leave the published numbers past five and eighteen years at 2025Q4 among those who stay.
    """
    stayed = (p.SEMBAKO_FAMILIES + p.PKH_FAMILIES - p.PKH_WITH_SEMBAKO) * p.STAYED_TO_2025Q4
    passed = MEASURED.ordinal - p.FIRST_QUARTER.ordinal
    knots = [-1, YEARS_5 - passed - 1, YEARS_18 - passed - 1]
    oldest = p.FIRST_QUARTER.ordinal - p.OLDEST_START.ordinal
    log_share = np.log([1, p.PAST_FIVE_YEARS / stayed, p.PAST_EIGHTEEN_YEARS / stayed])
    slope = (log_share[2] - log_share[1]) / (knots[2] - knots[1])
    knots.append(oldest)
    curve = np.exp(np.interp(np.arange(oldest), knots, [*log_share, log_share[2] + slope * (oldest - knots[2])]))
    return np.append(curve, 0.0)


def _set_pbi(families: Families, generator: np.random.Generator) -> None:
    rows = np.flatnonzero(families.pbi > 0)
    longest = p.FIRST_QUARTER.ordinal - p.PBI_OLDEST_START.ordinal
    ago = generator.geometric(p.PBI_HAZARD, len(rows)) - 1
    families.pbi[rows] = p.FIRST_QUARTER.ordinal - np.where(ago > longest, longest, ago)
