"""Inclusion and exclusion error of a programme from the built store, with interval and verdict.

Families are counted, and a family is on PBI when at least one member is covered; PBI in persons counts its members
covered (inclusion), or the members of entitled families (exclusion). Only interviewed families count, with their
weights as given; families that the register does not know count as not receiving.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from data.read.accuracy.intra_cluster import IntraCluster, intra_cluster
from data.read.accuracy.spotcheck import ALL, FAMILIES, TRAITS, Subject, at_level, design, national_sums, without_links
from data.store.open import Store
from data.store.scope import Scope
from targeting.verdict.assess import POOLED, assess
from targeting.verdict.several import verdicts_of_many
from targeting.verdict.verdict import Verdict
from terms import TARGETS

TARGET = min(TARGETS)
COLUMNS = (
    "group", "n", "psus", "strata", "df", "estimate", "se", "low", "high", "n_effective", "method", "verdict", "listed",
    "correlation", "correlation_from",
)  # fmt: skip
#: Below this effective size, or from this width of the interval, a point estimate is not shown (METHODS, section 4).
SMALLEST_SIZE, WIDEST = 30, 0.30


def errors(
    store: Store, scope: Scope, subject: Subject, level: str, target: float = TARGET, domain: str = ALL
) -> pd.DataFrame:
    """One row an area of ``level`` (nation, province, kabupaten) with the columns of ``targeting.verdict.assess``, and:

    ``listed``, the verdict for lists, counts and maps: the area's own, or unproven where it does not hold among so many
    (Benjamini–Hochberg over the nation's kabupaten, or the areas given); ``correlation`` inside units and
    ``correlation_from`` (national or default, see ``intra_cluster``) where the interval rests on it, else NaN, empty.
    Under a narrower scope nation and province are what the scope holds. The correlation is the nation's.
    """
    alike = intra_cluster_of(store, subject)
    seen = Scope.national() if level == "kabupaten" else scope
    stage = design(store, subject.quarter).stage
    sums = at_level(national_sums(store, subject, domain), level, seen)
    table = _with_correlation(assess(sums, stage, target, correlation=alike.value), alike)
    table = without_links(table, store, seen, subject.quarter)
    table["listed"] = _listed(table)
    if level == "kabupaten":
        table = table[[scope.allows(code) for code in table["group"]]]
    return table.reset_index(drop=True)


@lru_cache(maxsize=128)
def intra_cluster_of(store: Store, subject: Subject) -> IntraCluster:
    """The nation's, of the error in families: members of a family are right or wrong together."""
    return intra_cluster(national_sums(store, replace(subject, unit=FAMILIES)))


def _listed(table: pd.DataFrame) -> np.ndarray:
    """One-sided tests at 5 % alone would decide where the 95 % interval shown spans the target."""
    own = table["verdict"].to_numpy()
    among_many = verdicts_of_many(table["p_less"].to_numpy(), table["p_more"].to_numpy(), own)
    return np.where(among_many == own, own, Verdict.unproven).astype(object)


def _with_correlation(table: pd.DataFrame, alike: IntraCluster) -> pd.DataFrame:
    used = table["method"].str.startswith(POOLED)
    return table.assign(
        correlation=np.where(used, alike.value, np.nan), correlation_from=np.where(used, alike.source, "")
    )


def errors_of_traits(store: Store, scope: Scope, subject: Subject, target: float = TARGET) -> pd.DataFrame:
    """One row a trait of families, for all that the scope holds; a family with several traits counts in each."""
    rows = [errors(store, scope, subject, "nation", target, trait).assign(group=trait) for trait in TRAITS]
    return pd.concat(rows, ignore_index=True)


def errors_over_time(
    store: Store,
    scope: Scope,
    subjects: tuple[Subject, ...],
    level: str,
    target: float = TARGET,
    domain: str = ALL,
) -> pd.DataFrame:
    """The rows of ``errors`` for several subjects one below the other, with the subject's columns in front."""
    rows = []
    for subject in subjects:
        table = errors(store, scope, subject, level, target, domain)
        named = {"quarter": str(subject.quarter), "programme": subject.programme, "error": subject.error}
        rows.append(table.assign(**named, yardstick=subject.yardstick, unit=subject.unit))
    first = ["quarter", "programme", "error", "yardstick", "unit"]
    together = pd.concat(rows, ignore_index=True)
    return together[[*first, *(name for name in together.columns if name not in first)]]


def without_weak_points(table: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the point estimate (and its standard error) missing where it would mislead; intervals stay."""
    weak = ~(table["n_effective"] >= SMALLEST_SIZE) | (table["high"] - table["low"] >= WIDEST)
    return table.assign(estimate=table["estimate"].mask(weak), se=table["se"].mask(weak))
