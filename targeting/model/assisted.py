"""Model-assisted (difference) estimates of both errors: the register predicted by a model, put right by the sample.

Entitled families of a side (on the programme or not) are estimated by N · (mean of m over the register + mean of y − m
over the sample), where m of a sampled family comes from a model that has not seen its PSU. The sample pays for what the
model gets wrong, so that the estimate stays unbiased and its interval honest with a useless or misleading model; a good
one makes y − m small and the interval narrow (Särndal, Swensson & Wretman 1992; Breidt & Opsomer 2017). N is counted on
the register, so the exclusion error is that among registered families.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from targeting.survey.covariance import covariance
from targeting.survey.design import FirstStage
from targeting.survey.ratio import Ratios, ratios
from targeting.survey.sample import Sample, exclusion_error, inclusion_error
from targeting.verdict.assess import assess
from targeting.verdict.interval import clopper_pearson

INCLUSION, EXCLUSION = "inclusion", "exclusion"
OFF, ON = 0, 1


@dataclass(frozen=True, eq=False)
class RegisterGroups:
    """Families of the register by (group, side), and the mean of the model's chance of being entitled among them;
    side 0 is off the programme, 1 on it. NaN means where there are no families."""

    families: np.ndarray
    predicted: np.ndarray


def assisted(
    sample: Sample, predicted: np.ndarray, register: RegisterGroups, stage: FirstStage, group: np.ndarray | None = None
) -> pd.DataFrame:
    """One row per error and group: error, group, n, psus, df, direct, direct_se, direct_low, direct_high, estimate, se,
    low, high, n_effective, narrowing (1 − width ÷ width of the direct interval).

    ``predicted`` is the chance of being entitled of each family of the sample by a model that has not seen its PSU.
    Without ``group`` all are one, "all"; the register's groups are those of the sample in sorted order. NaN where the
    sample has nobody to count.
    """
    layout = sample.layout(stage, group)
    residual = sample.entitled - predicted
    off, on = (ratios(layout.sums(residual, sample.recipient == side), stage) for side in (OFF, ON))
    sides = (off, on)
    share = np.stack([register.predicted[:, side] + sides[side].estimate for side in (OFF, ON)])
    variances = _variances(sides, stage)
    entitled = np.clip(share, 0.0, 1.0) * register.families.T
    found = {
        INCLUSION: (1.0 - share[ON], variances[ON]),
        EXCLUSION: _exclusion(entitled, register.families.T, variances),
    }
    direct = {INCLUSION: inclusion_error(sample, layout), EXCLUSION: exclusion_error(sample, layout)}
    tables = [_table(error, assess(direct[error], stage, 0.05), *found[error]) for error in (INCLUSION, EXCLUSION)]
    return pd.concat(tables, ignore_index=True)


def _variances(sides: tuple[Ratios, Ratios], stage: FirstStage) -> np.ndarray:
    """Variance of the mean residual off and on the programme, and their covariance, by group."""
    groups = len(sides[OFF].groups)
    matrix = covariance(sides, stage)
    own = np.diag(matrix)
    return np.stack([own[:groups], own[groups:], np.diag(matrix[:groups, groups:])])


def _exclusion(entitled: np.ndarray, families: np.ndarray, variances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """E₀/(E₀ + E₁) and its linearised variance: dR = ((1 − R) dE₀ − R dE₁) ÷ E."""
    with np.errstate(invalid="ignore", divide="ignore"):
        everyone = entitled.sum(axis=0)
        error = entitled[OFF] / everyone
        off, on = (1 - error) * families[OFF] / everyone, -error * families[ON] / everyone
    return error, off**2 * variances[OFF] + on**2 * variances[ON] + 2 * off * on * variances[2]


def _table(error: str, direct: pd.DataFrame, estimate: np.ndarray, variance: np.ndarray) -> pd.DataFrame:
    """The estimate beside the direct one. Its effective size is the direct one's, times what the variance of a single
    family's weight in the estimate has shrunk by, so that both intervals rest on the same rules."""
    estimate = np.clip(estimate, 0.0, 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = estimate * (1 - estimate) / (direct["estimate"] * (1 - direct["estimate"]))
        size = (direct["n_effective"] * direct["se"] ** 2 / variance * spread).to_numpy()
    usable = np.isfinite(size) & (size > 0)
    size = np.where(usable, size, np.nan)
    low, high = clopper_pearson(np.where(usable, estimate, np.nan), size)
    found = {
        "error": error,
        "group": direct["group"],
        "n": direct["n"],
        "psus": direct["psus"],
        "df": direct["df"],
        "direct": direct["estimate"],
        "direct_se": direct["se"],
        "direct_low": direct["low"],
        "direct_high": direct["high"],
        "estimate": np.where(usable, estimate, np.nan),
        "se": np.where(usable, np.sqrt(variance), np.nan),
        "low": low,
        "high": high,
        "n_effective": size,
        "narrowing": 1 - (high - low) / (direct["high"] - direct["low"]),
    }
    return pd.DataFrame(found)
