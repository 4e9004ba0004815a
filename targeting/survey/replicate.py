"""Rao–Wu bootstrap weights, for results that have no simple linearised variance.

For standard errors only: percentile intervals from few PSUs cover far too seldom.
"""

from __future__ import annotations

import numpy as np

from targeting.survey.design import FirstStage


def rao_wu_multipliers(stage: FirstStage, replicates: int, seed: int) -> np.ndarray:
    """Weight multipliers, one row a replicate, one column a PSU; a replicate weight is w times its PSU's multiplier.

    In each stratum n − 1 of n PSUs are drawn with replacement and scaled to n; with a finite population correction
    the change is shrunk by √(1 − f) (Rao & Wu 1988; Rao, Wu & Yue 1992). A PSU alone in its stratum keeps multiplier 1,
    so its stratum adds nothing to the variance: collapse first. The same seed gives the same multipliers.
    """
    random = np.random.default_rng(seed)
    multipliers = np.ones((replicates, len(stage.psus)))
    order = np.argsort(stage.stratum, kind="stable")
    for stratum, members in enumerate(np.split(order, np.cumsum(stage.size)[:-1])):
        size = len(members)
        if size > 1:
            drawn = random.multinomial(size - 1, np.full(size, 1 / size), size=replicates)
            shrink = np.sqrt(1 - stage.fraction[stratum])
            multipliers[:, members] = 1 - shrink + shrink * drawn * size / (size - 1)
    return multipliers
