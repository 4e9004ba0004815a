"""Inclusion and exclusion error of a programme from the built store, with interval and verdict.

Families are counted; a family is on PBI when at least one member is covered. Only interviewed families count, with
their weights as given; families that the register does not know count as not receiving.
"""

from __future__ import annotations

import pandas as pd

from data.scope import Scope
from data.spotcheck import ALL, TRAITS, Subject, at_level, design, national_sums, without_links
from data.store import Store
from targeting.assess import assess
from targeting.effective import intra_psu_correlation
from targeting.several import verdicts_of_many

TARGET = 0.05
COLUMNS = ("group", "n", "psus", "strata", "df", "estimate", "se", "low", "high", "n_effective", "method", "verdict")
#: Below this effective size, or from this width of the interval, a point estimate is not shown (METHODS, section 4).
SMALLEST_SIZE, WIDEST = 30, 0.30


def errors(
    store: Store, scope: Scope, subject: Subject, level: str, target: float = TARGET, domain: str = ALL
) -> pd.DataFrame:
    """One row an area of ``level`` (nation, province, kabupaten) with the columns of ``targeting.assess`` and
    ``listed``, the verdict for lists and maps (Benjamini–Hochberg over the nation's kabupaten, or the areas given).

    Under a narrower scope nation and province are what the scope holds. The correlation inside units is the nation's.
    """
    sums = national_sums(store, subject, domain)
    correlation = intra_psu_correlation(national_sums(store, subject)).value
    seen = Scope.national() if level == "kabupaten" else scope
    stage = design(store, subject.quarter).stage
    table = assess(at_level(sums, level, seen), stage, target, correlation=correlation)
    table = without_links(table, store, seen, subject.quarter)
    table["listed"] = verdicts_of_many(table["p_less"], table["p_more"], table["verdict"])
    if level == "kabupaten":
        table = table[[scope.allows(code) for code in table["group"]]]
    return table.reset_index(drop=True)


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
        rows.append(table.assign(**named, yardstick=subject.yardstick))
    first = ["quarter", "programme", "error", "yardstick"]
    together = pd.concat(rows, ignore_index=True)
    return together[[*first, *(name for name in together.columns if name not in first)]]


def without_weak_points(table: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the point estimate (and its standard error) missing where it would mislead; intervals stay."""
    weak = ~(table["n_effective"] >= SMALLEST_SIZE) | (table["high"] - table["low"] >= WIDEST)
    return table.assign(estimate=table["estimate"].mask(weak), se=table["se"].mask(weak))
