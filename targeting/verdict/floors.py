"""Errors that remain however good the data: floors left by the number of places, and by an imperfect score.

N_B recipients, N_T entitled by the programme's rule and yardstick; no sampling error here."""

from __future__ import annotations

import numpy as np
from scipy import special


def exclusion_floor(recipients: float, targets: float) -> float:
    """Exclusion error that even perfect targeting leaves: max(0, 1 − N_B/N_T); NaN without a target."""
    return max(0.0, 1 - recipients / targets) if targets > 0 else np.nan


def inclusion_floor(recipients: float, targets: float) -> float:
    """Inclusion error that even perfect targeting leaves: max(0, 1 − N_T/N_B); NaN without recipients."""
    return max(0.0, 1 - targets / recipients) if recipients > 0 else np.nan


def exclusion_from_inclusion(
    inclusion: float, recipients: float, targets: float, inclusion_se: float = 0.0
) -> tuple[float, float]:
    """EE = 1 − (N_B/N_T)(1 − IE) with its standard error (N_B/N_T)·se(IE).

    For a target whose size N_T is fixed by definition, nationally only; beside a direct estimate where there is one.
    """
    ratio = recipients / targets
    return 1 - ratio * (1 - inclusion), ratio * inclusion_se


def attainable_error(r_squared: float, target_share: float) -> float:
    """Inclusion = exclusion error of the best ranking by a score of this R² when the quota equals the target.

    Score and welfare bivariate normal; the same figure reads as the error that a perfect register shows when it is
    checked with a welfare measure of this reliability.
    """
    correlation = np.sqrt(r_squared)
    cut = special.ndtri(target_share)
    return float(2 * special.owens_t(cut, np.sqrt((1 - correlation) / (1 + correlation))) / target_share)
