"""Errors of the verification itself: what blind re-interviews say about the judges, and the correction it allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terms import InputError


@dataclass(frozen=True)
class Recheck:
    """Blind re-interviews: shares of correct judgements, each with the number of re-checks behind it.

    ``sensitivity`` P(judged in error | in error), ``specificity`` P(judged right | right).
    """

    sensitivity: float
    n_sensitivity: float
    specificity: float
    n_specificity: float

    def __post_init__(self) -> None:
        for name in ("sensitivity", "specificity"):
            if not 0 <= getattr(self, name) <= 1:
                raise InputError(f"recheck: {name} must be 0 to 1, got {getattr(self, name):g}")
        if self.sensitivity + self.specificity <= 1:
            raise InputError(
                "recheck: sensitivity + specificity must be above 1, or the verdict tells nothing; "
                f"got {self.sensitivity + self.specificity:g}"
            )
        if min(self.n_sensitivity, self.n_specificity) <= 0:
            raise InputError("recheck: needs re-checked cases both in error and right")


@dataclass(frozen=True)
class Correction:
    """A corrected error; ``truncated`` when the formula left 0–1, ``distinguishable`` unless noise explains it all."""

    value: float
    se: float
    truncated: bool
    distinguishable: bool


def rogan_gladen(observed: float, variance: float, recheck: Recheck) -> Correction:
    """(p + Sp − 1)/(Se + Sp − 1), truncated to 0–1, with its delta-method standard error (Rogan & Gladen 1978).

    Where 1 − Sp ≥ p the data cannot tell error from verification noise: the verdict is unproven, reason verification.
    """
    se, sp = recheck.sensitivity, recheck.specificity
    raw = (observed + sp - 1) / (se + sp - 1)
    value = min(1.0, max(0.0, raw))
    noise = value**2 * se * (1 - se) / recheck.n_sensitivity + (1 - value) ** 2 * sp * (1 - sp) / recheck.n_specificity
    error = np.sqrt(variance + noise) / (se + sp - 1)
    return Correction(value, float(error), value != raw, 1 - sp < observed)


def corrected_at(observed: float, sensitivity: float, specificities: tuple[float, ...]) -> dict[float, float]:
    """What the error would be at supposed specificities, truncated to 0–1: for samples without re-checks."""
    return {
        specificity: min(1.0, max(0.0, (observed + specificity - 1) / (sensitivity + specificity - 1)))
        for specificity in specificities
    }


def cohen_kappa(agreement: np.ndarray) -> float:
    """Agreement beyond chance of two visits; ``agreement`` counts first verdict (rows) by second (columns)."""
    shares = np.asarray(agreement, dtype=float) / np.sum(agreement)
    chance = float(shares.sum(axis=1) @ shares.sum(axis=0))
    return (float(np.trace(shares)) - chance) / (1 - chance) if chance < 1 else np.nan


def _without_mistakes(values: np.ndarray) -> np.ndarray:
    """Shares not entitled among recipients and among the others, from those seen, sensitivity and specificity."""
    return (values[:2] + values[4] - 1) / (values[3] + values[4] - 1)


def _exclusion(values: np.ndarray) -> float:
    """The exclusion error from the shares not entitled among recipients and others, the share of recipients, and the
    sensitivity and specificity of the visits."""
    paid, unpaid = np.array([values[2], 1 - values[2]]) * (1 - np.clip(_without_mistakes(values), 0, 1))
    return float(unpaid / (paid + unpaid))
