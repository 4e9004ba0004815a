"""Errors of all kabupaten by empirical Bayes: small samples lean on what registers of like areas show.

Covariates come from the register alone. The model is of the whole nation; a narrower scope sees its rows of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import special

from data.read.accuracy.errors import TARGET, errors
from data.read.accuracy.spotcheck import Subject, design, national_sums
from data.read.asked import held
from data.statements import statement
from data.store.open import Store
from data.store.scope import Scope
from simulator.policy.enacted import rule_in_force
from targeting.small_area.benchmarking import benchmarked
from targeting.small_area.beta_binomial import ModelVerdict, beta_binomial, model_verdict, rank_ranges
from targeting.small_area.precision import _at_precision, precision_bound
from targeting.verdict.verdict import Verdict
from terms import Quarter

#: What the model knows of a kabupaten, all from its register.
COVARIATES = ("verified_share", "unmatched_share", "near_limit_share", "churn_share")
SAMPLE, MODEL, NEITHER = "sample", "model", "neither"
RANK_DRAWS, SEED = 1000, 20260123


@dataclass(frozen=True, eq=False)
class SmallAreas:
    """``areas``: code, direct estimate with low and high (direct_low …), n, n_effective; the model's estimate, low,
    high, shrinkage (weight of the direct estimate, 0–1), probability_below_target, model_verdict, rank with its range
    (1 = lowest error of the nation), ``use`` (see ``to_use``), and the covariates.

    Interval, probability and ranks hold at ``precision_low``, the smallest precision (largest spread between areas)
    that the sample does not reject, so that they do not pretend to know how alike areas are. ``factor`` is the nation's
    direct estimate ÷ the model's; figures are scaled by it when it lies within 10 % of 1 (``trusted``).
    """

    areas: pd.DataFrame
    factor: float
    trusted: bool
    covariates: tuple[str, ...]
    precision: float
    precision_low: float


def small_areas(store: Store, scope: Scope, subject: Subject, target: float = TARGET) -> SmallAreas:
    """Every kabupaten of the register, sampled or not. InputError when no error, or nothing else, was found."""
    whole = _national(store, subject, target)
    kept = [scope.allows(code) for code in whole.areas["code"]]
    return replace(whole, areas=whole.areas[kept].reset_index(drop=True))


def to_use(listed: pd.Series, modelled: pd.Series) -> np.ndarray:
    """Which verdict speaks of an area: ``sample`` where its own sample decides even among so many areas, else
    ``model``; ``neither`` where the two decide oppositely, since then one of them rests on a wrong assumption."""
    decided = {Verdict.met: ModelVerdict.missed, Verdict.missed: ModelVerdict.met}
    against = np.array([decided.get(own) == model for own, model in zip(listed, modelled, strict=True)], dtype=bool)
    own = listed.isin([*decided]).to_numpy()
    return np.where(against, NEITHER, np.where(own, SAMPLE, MODEL)).astype(object)


@lru_cache(maxsize=32)
def _national(store: Store, subject: Subject, target: float) -> SmallAreas:
    quality = area_quality(store, subject.quarter, subject.programme)
    direct = errors(store, Scope.national(), subject, "kabupaten", target).set_index("group").reindex(quality.index)
    size = direct["n_effective"].fillna(0).to_numpy()
    counts = direct["estimate"].fillna(0).to_numpy() * size
    used = _usable(quality, size > 0)
    model = beta_binomial(counts, size, quality[[*used]].to_numpy() if used else None, target)
    nation = errors(store, Scope.national(), subject, "nation", target)["estimate"].iloc[0]
    scaled = benchmarked(model.areas["estimate"].to_numpy(), _shares(store, subject, quality.index), nation)
    low = precision_bound(model, counts, size)
    spread = _at_precision(model, counts, size, low)
    factor = scaled.factor if scaled.trusted else 1.0
    figures = _frame(model.areas, spread, factor, target)
    areas = pd.concat([_direct(direct), figures, quality.reset_index(drop=True)], axis=1)
    areas["use"] = to_use(areas["listed"], areas["model_verdict"])
    return SmallAreas(areas, scaled.factor, scaled.trusted, used, model.precision, low)


def area_quality(store: Store, quarter: Quarter, programme: str) -> pd.DataFrame:
    """By kabupaten of the nation, shares of registered families: verified within a year; not matched with the civil
    register (of those compared with it, NaN where none is); within one decile of the programme's limit (of the ranked);
    in another decile than the quarter before."""
    rule = rule_in_force(programme, quarter)
    asked = {
        "quarter": held(store, (quarter,))[0],
        "quarter_before": str(quarter.previous()),
        "max_decile": rule.max_decile,
    }
    frame = store.cursor().execute(statement("read/area_quality"), asked).df()
    return frame.set_index("kabupaten_code").rename_axis("code").astype(float)


def _usable(quality: pd.DataFrame, sampled: np.ndarray) -> tuple[str, ...]:
    """The covariates known everywhere that differ between sampled areas and do not follow from those before."""
    used: list[str] = []
    if not sampled.any():
        return ()
    for name in COVARIATES:
        if quality[name].isna().any():
            continue
        columns = quality.loc[sampled, [*used, name]].to_numpy()
        spread = columns.std(axis=0)
        if (spread > 0).all():
            scaled = np.column_stack([np.ones(len(columns)), (columns - columns.mean(axis=0)) / spread])
            if np.linalg.matrix_rank(scaled, tol=1e-6 * len(scaled)) == scaled.shape[1]:
                used.append(name)
    return tuple(used)


def _shares(store: Store, subject: Subject, codes: pd.Index) -> np.ndarray:
    """Each kabupaten's share of the denominator, as the sample weighs it; recipients or the entitled."""
    sums = national_sums(store, subject)
    weight = np.bincount(sums.group, weights=sums.weight, minlength=len(sums.groups))
    return pd.Series(weight, index=list(design(store, subject.quarter).kabupaten)).reindex(codes).fillna(0).to_numpy()


def _direct(direct: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": direct.index,
            "n": direct["n"].fillna(0).to_numpy(dtype=np.int64),
            "n_effective": direct["n_effective"].fillna(0).to_numpy(),
            "direct": direct["estimate"].to_numpy(),
            "direct_low": direct["low"].to_numpy(),
            "direct_high": direct["high"].to_numpy(),
            "verdict": direct["verdict"].fillna("insufficient").to_numpy(),
            "listed": direct["listed"].fillna("insufficient").to_numpy(),
        }
    )


def _frame(model: pd.DataFrame, spread: pd.DataFrame, factor: float, target: float) -> pd.DataFrame:
    estimate = model["estimate"].to_numpy()
    a, b = spread["a"].to_numpy(), spread["b"].to_numpy()
    low, high = special.betaincinv(a, b, 0.025), special.betainccinv(a, b, 0.025)
    below = special.betainc(a, b, min(target / factor, 1.0))
    ranks = rank_ranges(spread, RANK_DRAWS, SEED)
    return pd.DataFrame(
        {
            "estimate": np.minimum(estimate * factor, 1.0),
            "low": np.minimum(np.minimum(low, estimate) * factor, 1.0),
            "high": np.minimum(np.maximum(high, estimate) * factor, 1.0),
            "shrinkage": model["shrinkage"],
            "probability_below_target": below,
            "model_verdict": model_verdict(below),
            "rank": ranks["rank"].to_numpy(),
            "rank_low": ranks["rank_low"].to_numpy(dtype=np.int64),
            "rank_high": ranks["rank_high"].to_numpy(dtype=np.int64),
        }
    )
