"""Is the projection honest? Predict the newest quarter without it: shares of kabupaten and sums of the nation alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from data.figures import projection
from data.store.open import Store
from simulator.cells import Cells
from simulator.projection.backtest import backtest
from simulator.projection.bands import LEVEL

DRAWS = 100


@dataclass(frozen=True)
class Backtested:
    """One programme: kabupaten with recipients, the shares of them whose band holds what came, lies above it, or below
    it; the mean error of the middle and of "nothing changes", as shares; recipients of the nation, and whether its own
    band held them; and ``given_nation``, the share covered when each draw is scaled to the nation that came."""

    programme: str
    kabupaten: int
    covered: float
    too_high: float
    too_low: float
    error: float
    unchanged: float
    came: float
    predicted: float
    low: float
    high: float
    held: bool
    given_nation: float


def backtested(
    store: Store, before: Cells, after: Cells, told: Callable[[int], None] = lambda done: None
) -> tuple[Backtested, ...]:
    """The quarter of ``after`` predicted from what was known the quarter before; both the nation's exact cells.
    ``told`` hears how many of the DRAWS are done, and may raise to stop."""
    table = backtest(before, projection.fit(store, before), after, DRAWS, LEVEL, told)
    return tuple(_shown(row) for row in table.to_dict("records"))


def _shown(row: dict[Hashable, Any]) -> Backtested:
    return Backtested(
        programme=str(row["programme"]),
        kabupaten=int(row["kabupaten"]),
        covered=float(row["covered"]),
        too_high=float(row["below"]),
        too_low=float(row["above"]),
        error=float(row["error"]),
        unchanged=float(row["unchanged"]),
        came=float(row["nation"]),
        predicted=float(row["predicted"]),
        low=float(row["low"]),
        high=float(row["high"]),
        held=bool(row["held"]),
        given_nation=float(row["covered_given_nation"]),
    )
