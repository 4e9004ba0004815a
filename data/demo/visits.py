"""Field verification: who was visited this quarter, and by whom."""

from __future__ import annotations

import numpy as np

from data.demo import parameters as p
from data.demo.exits import GROUND_CHECK
from data.demo.families import Families
from terms import Quarter

BY_CHANNEL_SHARE = 0.008  # visits that follow a proposal or objection, any family


def visit(families: Families, quarter: Quarter, generator: np.random.Generator) -> None:
    """Ground checks of recipients and of families in register desil 1-4 without aid; a few visits by channel."""
    draw = generator.random(len(families), np.float32)
    poor = (families.decile >= 1) & (families.decile <= p.MAX_DECILE)
    share = np.where(families.on_aid, p.VISITED_RECIPIENTS[quarter], np.where(poor, p.VISITED_OTHERS[quarter], 0))
    checked = draw < share
    families.verified[checked] = quarter.ordinal
    families.verified_by[checked] = GROUND_CHECK
    by_channel = np.flatnonzero(draw > 1 - BY_CHANNEL_SHARE)
    families.verified[by_channel] = quarter.ordinal
    families.verified_by[by_channel] = generator.integers(1, GROUND_CHECK, len(by_channel))
