"""Is a band honest? Fit without the last quarter, predict it, and count the kabupaten whose band holds what came."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from simulator.cells import PAID, Cells
from simulator.engine.margins import is_on
from simulator.policy.files import CURRENT_STATE, named
from simulator.projection.bands import LEVEL, bands
from simulator.projection.options import FEWEST, ProjectionOptions
from simulator.projection.ready import ready
from simulator.projection.run import run
from targeting.flow.observed import FlowFit
from terms import InputError

#: A band of 90 % that holds 85 to 95 % of kabupaten is as good as its word.
TOLERANCE = 0.05


def backtest(
    before: Cells,
    fit: FlowFit,
    after: Cells,
    draws: int = 200,
    level: float = LEVEL,
    told: Callable[[int], None] = lambda done: None,
) -> pd.DataFrame:
    """Columns programme, kabupaten (how many), covered (their share), below and above (shares outside the band), width
    (mean of the band over what came), error (mean of |predicted − came| over came), unchanged (the same if nothing had
    changed), nation, predicted, low, high: recipients of the register; then ``held`` (the nation's own band holds what
    came), ``honest`` (the band is right about as often as it says: ``covered`` within TOLERANCE of the level) and
    ``covered_given_nation``: the same share when each draw is scaled to the nation that came. Where ``held`` is false a
    decree moved the whole programme as no quarter before had; the last says whether the band would do but for that.

    ``fit`` must have seen nothing after ``before``; ``after`` is the next quarter. Aid goes on as it is paid. ``told``
    hears how many draws are done, and may raise to stop.
    """
    if after.quarter != before.quarter.next() or after.kabupaten_codes != before.kabupaten_codes:
        raise InputError(
            f"backtest: needs two quarters in a row with the same kabupaten, got {before.quarter}, {after.quarter}"
        )
    made = ready(before, named(CURRENT_STATE), ProjectionOptions(FEWEST)).until(1)
    drawn = bands([made], fit, "kabupaten", draws, told=told).drawn
    centre = run(made, fit.rates)
    return pd.DataFrame(
        {"programme": code}
        | _judged(
            drawn[0, code, "recipients"][:, 1].astype(float),
            centre.tracks[code].columns["recipients"][1],
            recipients(before, code),
            recipients(after, code),
            level,
        )
        for code in PAID
    )


def _judged(
    each: np.ndarray, predicted: np.ndarray, was: np.ndarray, came: np.ndarray, level: float
) -> dict[str, bool | int | float]:
    """What ``backtest`` says of a programme, from its draws (draw, kabupaten) and, by kabupaten, what was predicted,
    what was before and what came."""
    seen, nation = came > 0, each.sum(axis=1)
    low, high = _edges(each, level)
    least, most = _edges(nation, level)
    covered = _covered(each, came, level)[seen]
    scaled = each * np.divide(came.sum(), nation, out=np.ones_like(nation), where=nation > 0)[:, None]
    return {
        "kabupaten": int(seen.sum()),
        "covered": float(covered.mean()),
        "below": float((came < low)[seen].mean()),
        "above": float((came > high)[seen].mean()),
        "width": float(((high - low)[seen] / came[seen]).mean()),
        "error": float((np.abs(predicted - came)[seen] / came[seen]).mean()),
        "unchanged": float((np.abs(was - came)[seen] / came[seen]).mean()),
        "nation": float(came.sum()),
        "predicted": float(predicted.sum()),
        "low": float(least),
        "high": float(most),
        "held": bool(least <= came.sum() <= most),
        "honest": bool(abs(covered.mean() - level) <= TOLERANCE),
        "covered_given_nation": float(_covered(scaled, came, level)[seen].mean()),
    }


def _edges(drawn: np.ndarray, level: float) -> np.ndarray:
    """The lower and the upper edge of the band of draws, over their first axis."""
    edges: np.ndarray = np.quantile(drawn, ((1 - level) / 2, (1 + level) / 2), axis=0)
    return edges


def _covered(drawn: np.ndarray, came: np.ndarray, level: float) -> np.ndarray:
    low, high = _edges(drawn, level)
    covered: np.ndarray = (low <= came) & (came <= high)
    return covered


def recipients(cells: Cells, programme: str) -> np.ndarray:
    """(kabupaten): families of the register on a programme of the register."""
    on = is_on(cells, programme)
    assert on is not None
    return np.bincount(cells.kabupaten[on], weights=cells.families[on], minlength=len(cells.kabupaten_codes))
