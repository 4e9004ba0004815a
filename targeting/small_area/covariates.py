"""The matrix of a small-area model: a constant and the covariates given."""

from __future__ import annotations

import numpy as np

from terms import InputError


def model_matrix(covariates: np.ndarray | None, areas: int) -> np.ndarray:
    """A constant and the covariates, areas × columns. InputError when values are missing or a column is of no use."""
    if covariates is None:
        return np.ones((areas, 1))
    given = np.asarray(covariates, dtype=float).reshape(areas, -1)
    if not np.isfinite(given).all():
        lacking = int((~np.isfinite(given)).any(axis=1).sum())
        raise InputError(f"covariates: every area needs all of them, but {lacking} areas lack one")
    x = np.column_stack([np.ones(areas), given])
    spread = np.linalg.norm(x, axis=0)
    if (spread == 0).any() or np.linalg.matrix_rank(x / spread) < x.shape[1]:
        raise InputError("covariates: one is constant or follows from the others; leave it out")
    return x
