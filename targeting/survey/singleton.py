"""Strata with a single sampled PSU: their own variance cannot be seen, so something must be chosen, and said."""

from __future__ import annotations

from enum import StrEnum

import numpy as np


class Treatment(StrEnum):
    """What is done with a stratum of one PSU. Leaving it out in silence is not offered: it understates the variance."""

    adjust = "adjust"
    collapse = "collapse"
    fail = "fail"


def collapsed(single: np.ndarray, area: np.ndarray) -> np.ndarray:
    """New stratum numbers after each single stratum joined its neighbour of the same area.

    ``single`` and ``area`` hold one value a stratum, in code order. The neighbour is the next stratum of the area, or
    the one before when there is no next; two singles in a row join each other. A single without a neighbour stays.
    """
    group = np.arange(len(single))
    for here in np.unique(area):
        members = np.flatnonzero(area == here)
        for place, stratum in enumerate(members):
            if not single[stratum] or (group == group[stratum]).sum() > 1 or len(members) == 1:
                continue
            neighbour = members[place + 1] if place + 1 < len(members) else members[place - 1]
            group[group == group[stratum]] = group[neighbour]
    return np.unique(group, return_inverse=True)[1]
