"""One programme's families at the first quarter on the grid of the projection, and what the rules look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from simulator.cells import COMPONENT, WORKING_AGE, Cells
from simulator.engine.decision import Sides, exemption
from simulator.engine.margins import margin, quarters_of, timed
from simulator.engine.simulate import sides_of, valued
from simulator.policy.rules import Rule
from simulator.projection.clock import Clock


@dataclass(frozen=True, eq=False)
class Kinds:
    """Family types that no rule of the projection and no column of the calendar tells apart, taken together.

    ``of_type`` (family type of the cells): its kind. ``first`` (kind): one of its types. ``working_age`` (kind).
    """

    of_type: np.ndarray
    first: np.ndarray
    working_age: np.ndarray

    def gathered(self, column: np.ndarray) -> np.ndarray:
        """(…, kind) from (…, family type of the cells)."""
        indicator = np.zeros((len(self.of_type), len(self.first)))
        indicator[np.arange(len(self.of_type)), self.of_type] = 1.0
        return column @ indicator


def kinds(types: np.ndarray, rules: Iterable[Rule], by_work: bool = True) -> Kinds:
    """The kinds among the family types that occur: component where a rule asks for it, exemption, and working age,
    which only the calendar tells of (``by_work``)."""
    known = list(rules)
    tests = [(types & WORKING_AGE > 0) & by_work]
    tests += [types & COMPONENT > 0] if any(rule.needs_component for rule in known) else []
    tests += [exemption(rule, types) for rule in known if rule.max_quarters is not None]
    signature = np.stack(tests, axis=1)
    _, first, of_type = np.unique(signature, axis=0, return_index=True, return_inverse=True)
    return Kinds(of_type.ravel(), first, types[first] & WORKING_AGE > 0)


@dataclass(frozen=True, eq=False)
class Grid:
    """A programme's families at the start: ``on`` (kabupaten, decile, kind, bin of the clock), ``off`` without bins.

    ``value`` (channel, kabupaten, decile, kind): what those on it are given, persons first, then the rupiah of each of
    ``paying`` (a rule, or None: as it is paid now). ``off_value`` is the same for each of the others if admitted.
    ``sides`` are the engine's own sums under the rule of the first quarter; None without a rule.
    """

    on: np.ndarray
    off: np.ndarray
    value: np.ndarray
    off_value: np.ndarray
    paying: tuple[Rule | None, ...]
    sides: Sides | None


def grid(cells: Cells, programme: str, unit: str, rules: list[Rule | None], kind: Kinds, clock: Clock) -> Grid:
    """Count the cells; ``rules`` has the programme's rule in each quarter of the projection, None where it has none."""
    sums = margin(cells, programme, unit)
    paying = _paying(rules)
    on, off = (kind.gathered(side[0].reshape(cells.shape)) for side in (sums.on, sums.off))
    value = [kind.gathered(sums.on[1].reshape(cells.shape))]
    other = [kind.gathered(sums.off[1].reshape(cells.shape))]
    for rule in paying:
        money = sums.paid if rule is None else valued(sums.on, rule)[2]
        value.append(kind.gathered(money.reshape(cells.shape)))
        if rule is None:
            other.append(_mean(value[-1], on) * off)
        else:
            other.append(kind.gathered(valued(sums.off, rule)[2].reshape(cells.shape)))
    first = rules[0]
    return Grid(
        _by_clock(cells, (programme, unit), rules, kind, clock, on),
        off,
        np.stack(value),
        by_kind(np.stack([_mean(one, off) for one in other])),
        paying,
        None if first is None else _gathered(sides_of(cells, first), kind),
    )


def by_kind(column: np.ndarray) -> np.ndarray:
    """The same (…, kabupaten, decile, kind), with the kinds first in memory: see ``state``."""
    return np.moveaxis(np.ascontiguousarray(np.moveaxis(column, -1, -3)), -3, -1)


def channel_of(paying: tuple[Rule | None, ...], rule: Rule | None) -> int:
    """The channel of ``value`` that holds the rupiah of this rule."""
    amounts = [None if one is None else one.amounts for one in paying]
    return 1 + amounts.index(None if rule is None else rule.amounts)


def _paying(rules: list[Rule | None]) -> tuple[Rule | None, ...]:
    found: dict[object, Rule | None] = {}
    for rule in rules:
        found.setdefault(None if rule is None else rule.amounts, rule)
    return tuple(found.values())


def _gathered(sides: Sides, kind: Kinds) -> Sides:
    over = None if sides.over is None else kind.gathered(sides.over)
    return Sides(kind.gathered(sides.on), over, kind.gathered(sides.off))


def _by_clock(
    cells: Cells, of: tuple[str, str], rules: list[Rule | None], kind: Kinds, clock: Clock, on: np.ndarray
) -> np.ndarray:
    if not clock.runs:
        return on[..., None]
    capped = [rule for rule in rules if rule is not None and rule.max_quarters is not None]
    rows = timed(cells, *of, capped[0].cap_clock if capped else "programme")
    if rows is None:
        return np.concatenate([on[..., None], np.zeros((*on.shape, clock.size - 1))], axis=-1)
    area, of_type = np.divmod(rows.place, len(cells.types))
    place = (area * len(kind.first) + kind.of_type[of_type]) * clock.size + clock.bin_of(quarters_of(rows.bins))
    counted = np.bincount(place, weights=rows.count(), minlength=on.size * clock.size)
    return counted.reshape(*on.shape, clock.size)


def _mean(total: np.ndarray, families: np.ndarray) -> np.ndarray:
    """Mean a family at each place; where nobody is, that of the kabupaten's families of the kind, then the nation's."""
    found = np.divide(total, families, out=np.full_like(total, np.nan), where=families > 0)
    for axes in (1, (0, 1)):
        sums, counts = total.sum(axis=axes, keepdims=True), families.sum(axis=axes, keepdims=True)
        wider = np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)
        found = np.where(np.isnan(found), wider, found)
    return np.nan_to_num(found)
