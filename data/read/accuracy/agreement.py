"""How well the register ranks: its decile beside the one that a visit found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.read.accuracy.floor import Total
from data.read.accuracy.intra_cluster import intra_cluster
from data.read.accuracy.spotcheck import at_level, design
from data.read.asked import held
from data.statements import statement
from data.store.open import Store
from data.store.scope import Scope
from targeting.verdict.assess import assess
from terms import Quarter

#: No interval needs a target here; the middle keeps the verdict away from either end.
ANY_TARGET = 0.5
SUMS = ("sum_x", "sum_y", "sum_xx", "sum_yy", "sum_xy")


@dataclass(frozen=True)
class Agreement:
    """Of ``n`` interviewed families that both rank: the shares (0–1, with 95 % interval) with equal deciles, ``exact``,
    and with deciles that differ by one at most; ``r_squared`` is the square of the weighted correlation of the two."""

    n: int
    exact: Total
    within_one: Total
    r_squared: float


def agreement(store: Store, scope: Scope, quarter: Quarter) -> Agreement | None:
    """Of all that the scope holds; None without such a family there, InputError when the quarter has no spot check."""
    rows = store.cursor().execute(statement("read/spotcheck_decile"), {"quarter": held(store, (quarter,))[0]}).df()
    inside = rows[[scope.allows(code) for code in rows["kabupaten_code"]]]
    if inside.empty:
        return None
    shares = {name: _share(store, scope, quarter, rows, name) for name in ("exact", "within_one")}
    return Agreement(int(inside["n"].sum()), shares["exact"], shares["within_one"], r_squared(inside))


def r_squared(rows: pd.DataFrame) -> float:
    """From the stored sums; NaN where one of the two deciles does not vary."""
    weight, x, y, xx, yy, xy = (float(rows[name].sum()) for name in ("weight", *SUMS))
    spread = (xx / weight - (x / weight) ** 2) * (yy / weight - (y / weight) ** 2)
    return float((xy / weight - x * y / weight**2) ** 2 / spread) if spread > 1e-12 else np.nan


def _share(store: Store, scope: Scope, quarter: Quarter, rows: pd.DataFrame, name: str) -> Total:
    drawn = design(store, quarter)
    counted = rows.assign(positives=rows[name], weight_positives=rows[f"weight_{name}"])
    sums = drawn.sums(counted)
    found = assess(
        at_level(sums, "nation", scope), drawn.stage, ANY_TARGET, correlation=intra_cluster(sums).value
    ).iloc[0]
    return Total(*(float(found[column]) for column in ("estimate", "low", "high")))
