"""The sample cut into folds by PSU, so that no model is judged by neighbours of those it learnt from."""

from __future__ import annotations

import numpy as np

from targeting.survey.design import FirstStage


def psu_folds(stage: FirstStage, count: int, seed: int) -> np.ndarray:
    """The fold (0 … count − 1) of each PSU: in each stratum the PSUs are dealt out in random order.

    Folds then have the strata, and so nearly the outcomes, of the whole. The same seed gives the same folds.
    """
    random = np.random.default_rng(seed)
    order = np.lexsort((random.random(len(stage.psus)), stage.stratum))
    sorted_stratum = stage.stratum[order]
    position = np.arange(len(order)) - np.searchsorted(sorted_stratum, sorted_stratum)
    first = random.integers(0, count, len(stage.strata))
    folds = np.empty(len(order), dtype=np.int64)
    folds[order] = (position + first[sorted_stratum]) % count
    return folds
