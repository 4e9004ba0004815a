"""True welfare, and the register's score of it: two different things. Ranks are national, by persons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from data.demo import parameters as p
from data.demo.families import UNRANKED, Families
from data.demo.plan import CountryPlan

BINS = 16_384
RANGE = 16.0  # scores and welfare lie within -8 … 8
POVERTY_BINS = 4_096
KNOWN, ERROR = np.float32(np.sqrt(p.SCORE_R2)), np.float32(np.sqrt(1 - p.SCORE_R2))


def _log_size() -> np.ndarray:
    return np.log(np.maximum(np.arange(32), 1)).astype(np.float32)


def true_welfare(families: Families, plan: CountryPlan, kabupaten: range) -> np.ndarray:
    """Log welfare per person over the kabupaten's own poverty line; below 0 is poor.

    Each kabupaten is shifted so that its headcount of persons is the one that Susenas measured in March 2025.
    """
    raw = (
        np.float32(p.WELFARE_SPREAD) * families.welfare - np.float32(p.SIZE_ELASTICITY) * _log_size()[families.persons]
    )
    index = plan.kabupaten_of_kecamatan[families.kecamatan].astype(np.int64) - kabupaten.start
    cell = np.clip((raw + RANGE / 4) * (POVERTY_BINS * 2 / RANGE), 0, POVERTY_BINS - 1).astype(np.int64)
    mass = np.bincount(index * POVERTY_BINS + cell, person_mass(families), len(kabupaten) * POVERTY_BINS)
    share = np.cumsum(mass.reshape(len(kabupaten), -1), axis=1)
    wanted = plan.poverty_share[kabupaten.start : kabupaten.stop] * share[:, -1]
    line = [np.interp(want, row, np.arange(1, POVERTY_BINS + 1)) for want, row in zip(wanted, share, strict=True)]
    return raw - (np.array(line, np.float32) * np.float32(RANGE / 2 / POVERTY_BINS) - np.float32(RANGE / 4))[index]


def person_mass(families: Families) -> np.ndarray:
    """Persons that each row stands for."""
    return families.persons * families.weight.astype(np.int32)


def drift(families: Families, generator: np.random.Generator) -> None:
    """One quarter of change in true welfare."""
    step = generator.standard_normal(len(families), np.float32)
    families.welfare *= np.float32(p.WELFARE_PERSISTENCE)
    families.welfare += step * np.float32(np.sqrt(1 - p.WELFARE_PERSISTENCE**2))


def first_score(families: Families, standing: np.ndarray, generator: np.random.Generator) -> None:
    """Score those that have no score yet; ``standing`` is true welfare in national standard deviations."""
    rows = np.flatnonzero(np.isnan(families.score))
    noise = generator.standard_normal(len(rows), np.float32)
    families.score[rows] = KNOWN * standing[rows] + ERROR * noise


def rescore(families: Families, standing: np.ndarray, generator: np.random.Generator) -> None:
    """Score new families, and some others again from today's welfare: mostly the old error, for a few a new one."""
    first_score(families, standing, generator)
    draw = generator.random(len(families), np.float32)
    rows = np.flatnonzero(draw < p.RESCORED_SHARE)
    kept = np.where(draw[rows] < p.JUMP_SHARE, 0, p.RESCORED_PERSISTENCE).astype(np.float32)
    known = KNOWN * standing[rows]
    fresh = generator.standard_normal(len(rows), np.float32) * ERROR * np.sqrt(1 - kept**2)
    families.score[rows] = known + kept * (families.score[rows] - known) + fresh


def rescore_checked(families: Families, rows: np.ndarray, standing: np.ndarray) -> None:
    """Families that a field check found better off: most of the register's error goes."""
    known = KNOWN * standing
    families.score[rows] = known + p.CHECKED_ERROR_LEFT * (families.score[rows] - known)


def change_unranked(families: Families, generator: np.random.Generator) -> None:
    """Some unranked families get a rank, a few lose theirs, so that about 1 % stay unranked."""
    unranked = (families.flags & UNRANKED) > 0
    draw = generator.random(len(families), np.float32)
    turn = np.where(unranked, draw < p.UNRANKED_RESOLVED_SHARE, draw < p.UNRANKED_NEW_SHARE)
    families.flags[turn] ^= UNRANKED


def ranked_mass(families: Families, values: np.ndarray, ranked: np.ndarray) -> np.ndarray:
    """Persons by fine bin of the values, of the ranked: blocks add up to the nation."""
    return np.bincount(_bin(values[ranked]).astype(np.int64), person_mass(families)[ranked], BINS)


def _bin(values: np.ndarray) -> np.ndarray:
    return np.clip((values + RANGE / 2) * (BINS / RANGE), 0, BINS - 1)


def decile_limits(masses: Sequence[np.ndarray]) -> np.ndarray:
    """The nine values that cut the nation into ten equal groups of persons."""
    total = np.cumsum(np.sum(masses, axis=0))
    cuts = np.interp(np.arange(1, 10) / 10 * total[-1], total, np.arange(1, BINS + 1))
    return (cuts * (RANGE / BINS) - RANGE / 2).astype(np.float32)


def deciles(values: np.ndarray, limits: np.ndarray) -> np.ndarray:
    """1 (poorest) to 10."""
    return (np.searchsorted(limits, values, "right") + 1).astype(np.int8)
