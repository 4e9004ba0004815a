"""By how many families each cell is changed for figures below the province: at most four, the same for ever.

The cells of a kabupaten stand in a fixed order of what rules look at. A hidden level walks along them, never above
REACH nor below −REACH; a cell changes by the step of the level over it. So the changes of neighbours cancel, and a run
of neighbouring cells, however long, changes by at most ``2 × REACH``; and because it is the cells that change, not the
answers, every set of families has one change, whatever is asked around it: no number of questions averages it out.
"""

from __future__ import annotations

import numpy as np

from data.figures.cell_keys import shares
from simulator.cells import COMPONENT, DECILES, FAMILY_TYPES, Cells
from terms import PKH, SEMBAKO

#: How far the level goes to either side; a count of neighbouring cells changes by twice this at most.
REACH = 2
MOST_CHANGED = 2 * REACH
_CLOCKS = 128
_STEPS, _START = 1, 2


def changes(cells: Cells, keys: np.ndarray) -> np.ndarray:
    """One whole number a cell: from −4 to 4, never more than the cell's families, zero where it has none.

    Each change is drawn from the numbers that the level may go to, all equally likely, as many up as down from the
    middle: the mean of the changes is zero.
    """
    order = np.argsort(_order(cells), kind="stable")
    families = cells.families[order].astype(np.int64)
    draw, begin = shares(keys[order], _STEPS), shares(keys[order], _START)
    starts = np.searchsorted(cells.kabupaten[order], np.arange(len(cells.kabupaten_codes)))
    lengths = np.diff(starts, append=len(order))
    longest_first = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[longest_first], lengths[longest_first]
    starts = starts[lengths > 0]
    level = _chosen(begin[starts], np.full(len(starts), -REACH), np.full(len(starts), REACH))
    changed = np.zeros(len(order), np.int64)
    for step in range(int(lengths.max(initial=0))):
        level = level[: int(np.searchsorted(-lengths, -step))]
        at = starts[: len(level)] + step
        low, high = np.maximum(-REACH, level - families[at]), np.minimum(REACH, level + families[at])
        reached = _chosen(draw[at], low, high)
        changed[at] = reached - level
        level = reached
    found = np.empty_like(changed)
    found[order] = changed
    return found


def _chosen(draw: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """A whole number from ``low`` to ``high``, all equally likely."""
    return low + np.floor(draw * (high - low + 1)).astype(np.int64)


def _order(cells: Cells) -> np.ndarray:
    """Programmes, component, decile, clocks, type: what most rules cut stands first, so that they cut few runs."""
    order = cells.kabupaten.astype(np.int64)
    for column, size in (
        (cells.quarters_on[PKH] > 0, 2),
        (cells.quarters_on[SEMBAKO] > 0, 2),
        (cells.on_pbi, 2),
        (cells.family_type & COMPONENT > 0, 2),
        (cells.decile, DECILES),
        (cells.quarters_on[PKH], _CLOCKS),
        (cells.quarters_on[SEMBAKO], _CLOCKS),
        (cells.family_type, FAMILY_TYPES),
    ):
        order = order * size + column.astype(np.int64)
    return order
