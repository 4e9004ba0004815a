"""By how many families each cell is changed for figures below the province: at most three, the same for ever.

The cells of a kabupaten stand in a fixed order of what rules look at. A hidden level, the sum of the changes so far,
walks along them, and each change is drawn so that the level rather turns back to zero. So the changes of neighbours
nearly cancel, and a long run of cells changes little more than one; but no change is ever certain, whatever the level,
for a level with walls tells, where it must turn, what the counts are. Because it is the cells that change, not the
answers, every set of families has one change, whatever is asked around it: no number of questions averages it out.
"""

from __future__ import annotations

import numpy as np

from data.figures.cell_keys import shares
from simulator.cells import COMPONENT, DECILES, FAMILY_TYPES, Cells
from terms import PKH, SEMBAKO

#: Families by which a cell changes at most, up or down; never more than it has.
MOST_CHANGED = 3
#: How many times likelier than no change each change towards the level zero is, and less likely each one away from it.
TURN = 1.4
_CLOCKS = 128
_STEPS = 1


def changes(cells: Cells, keys: np.ndarray) -> np.ndarray:
    """One whole number a cell: from −3 to 3, never more than the cell's families, zero where it has none; mean zero."""
    order = np.argsort(_order(cells), kind="stable")
    families, draw = cells.families[order].astype(np.int64), shares(keys[order], _STEPS)
    starts = np.searchsorted(cells.kabupaten[order], np.arange(len(cells.kabupaten_codes)))
    lengths = np.diff(starts, append=len(order))
    longest_first = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[longest_first], lengths[longest_first]
    table = _cumulative()
    reach = np.minimum(families, MOST_CHANGED)
    level, changed = np.zeros(len(starts), np.int64), np.zeros(len(order), np.int64)
    for step in range(int(lengths.max(initial=0))):
        level = level[: int(np.searchsorted(-lengths, -step))]
        at = starts[: len(level)] + step
        passed = (draw[at][:, None] >= table[np.sign(level) + 1, reach[at]]).sum(axis=1)
        changed[at] = passed - MOST_CHANGED
        level = level + changed[at]
    found = np.empty_like(changed)
    found[order] = changed
    return found


def probabilities() -> np.ndarray:
    """(sign of the level + 1, families up to MOST_CHANGED, change + MOST_CHANGED): how likely each change is."""
    change = np.arange(-MOST_CHANGED, MOST_CHANGED + 1)
    sign, families = np.arange(-1, 2)[:, None, None], np.arange(MOST_CHANGED + 1)[:, None]
    weight = TURN ** (-sign * np.sign(change)) * (np.abs(change) <= families)
    return np.asarray(weight / weight.sum(axis=2, keepdims=True))


def _cumulative() -> np.ndarray:
    """Where each change ends on the way from 0 to 1, but the last: a draw passes those that are smaller."""
    return np.minimum(np.cumsum(probabilities(), axis=2), 1.0)[:, :, :-1]


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
