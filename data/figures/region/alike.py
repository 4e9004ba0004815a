"""Five kabupaten that are like another, by a plain standardised distance; a province has its like among provinces.

Four parts weigh alike, each divided by its mean over all areas, so that 1 is as far as areas lie on average: the mix of
deciles (root of the mean square difference of the shares of the ten deciles), size (difference of the logarithms of
families), the share of urban villages by their status (the register knows no urban families), and common borders. The
distance is the mean of the four. What is looked at is the register itself, rounded to hundredths, and only the choice
is told by it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from data.read import register
from data.store.open import Store
from data.store.scope import Scope
from geo import regions
from terms import Quarter

SHOWN = 5


def nearest(store: Store, scope: Scope, quarter: Quarter, area: str) -> tuple[tuple[str, float, bool], ...]:
    """The five areas nearest to this one within the scope: code, distance, whether they have a common border."""
    level = "kabupaten" if "." in area else "province"
    shares, sizes = _features(store, quarter, level)
    if area not in shares.index:
        return ()
    parts = _parts(shares, sizes, area)
    distance = (parts / parts.mean().replace(0, 1)).mean(axis=1)
    seen = [code for code in map(str, distance.index) if code != area and _allows(scope, code)]
    first = distance[seen].sort_values(kind="stable").head(SHOWN)
    return tuple((code, float(first[code]), not parts.loc[code, "apart"]) for code in map(str, first.index))


def _allows(scope: Scope, code: str) -> bool:
    return scope.allows(code) if "." in code else scope.is_national or code in scope.province_codes


def _parts(shares: pd.DataFrame, sizes: pd.Series, area: str) -> pd.DataFrame:
    others = shares.index.drop(area)
    mix = np.sqrt(((shares.loc[others] - shares.loc[area]) ** 2).mean(axis=1))
    found = pd.DataFrame({"mix": mix, "size": (sizes[others] - sizes[area]).abs()})
    found["urban"] = [abs(regions.urban_share(code) - regions.urban_share(area)) for code in others]
    near = _neighbours(area)
    return found.assign(apart=[float(code not in near) for code in others])


def _neighbours(area: str) -> frozenset[str]:
    if "." in area:
        return frozenset(regions.neighbours(area))
    beside = {other[:2] for code in regions.kabupaten_of(area) for other in regions.neighbours(code)}
    return frozenset(beside - {area})


@lru_cache(maxsize=8)
def _features(store: Store, quarter: Quarter, level: str) -> tuple[pd.DataFrame, pd.Series]:
    """By area: shares of the ten deciles to a hundredth, and the logarithm of the families to a tenth."""
    rows = register.desil(store, Scope.national(), quarter, level)
    counts = rows.pivot_table(index="code", columns="decile", values="families", aggfunc="sum", fill_value=0)
    ranked = counts.reindex(columns=range(1, 11), fill_value=0)
    total = ranked.sum(axis=1)
    return ranked[total > 0].div(total[total > 0], axis=0).round(2), np.log(total[total > 0]).round(1)
