"""Families on any aid, each once: programmes joined inside the cells, where decisions are independent.

A programme that counts pupils gives places to pupils. The cells do not tell which pupils are of one family, so a place
counts as one more family reached, up to all the families that are alike: siblings come last. What a programme of
pupils adds is therefore an upper bound, exact while no two places go to one family.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.cells import PAID, TIMED, Cells
from simulator.engine.decision import Decision
from simulator.engine.margins import ANY, is_on
from simulator.policy.rules import Rule

KINDS = 2 ** len(PAID)
_Counts = tuple[np.ndarray, ...]
_State = tuple[int, set[str], _Counts]


@dataclass(frozen=True, eq=False)
class AnyAid:
    """Families, and the persons in them, with at least one kind of aid; ``(kabupaten, decile, family type)``."""

    families_before: np.ndarray
    families_after: np.ndarray
    persons_before: np.ndarray
    persons_after: np.ndarray


@dataclass(frozen=True, eq=False)
class _Joint:
    """The cells by the programmes they are on (``kind``: bit i for PAID[i]) and by their clocks.

    ``counts`` is (families, persons and pupils, kind, place). The rows that follow are the cells with a clock, the
    longest first, so that the cells over any cap are the first rows: ``place`` on the grid, ``kind``, clocks, and
    ``measures``: families, persons and pupils.
    """

    counts: np.ndarray
    place: np.ndarray
    kind: np.ndarray
    clocks: Mapping[str, np.ndarray]
    measures: _Counts


def any_aid(cells: Cells, rules: Mapping[str, Rule], decisions: Mapping[str, Decision]) -> AnyAid:
    """Before and after, by the decisions of the programmes that have a rule; the others stay as paid."""
    joint = cells.prepare("joint", lambda: _made(cells))
    capped = [code for code in PAID if code in rules and rules[code].max_quarters is not None]
    pupils = [decisions[code].off.ravel() for code in decisions if rules[code].unit == "pupil"]
    families = {code: one for code, one in decisions.items() if rules[code].unit != "pupil"}
    shares = _without(families, joint.counts.shape[2])
    after = np.zeros_like(joint.counts[:2, 0])
    for kind, over, counts in _states(joint, rules, capped):
        unreached = _unreached(shares, kind, over)
        for places in pupils:
            unreached = unreached * (1.0 - _by_pupils(places, counts))
        after[0] += counts[0] * (1.0 - unreached)
        after[1] += counts[1] * (1.0 - unreached)
    before = joint.counts[:2, 1:].sum(axis=1)
    return AnyAid(*(sums.reshape(cells.shape) for sums in (before[0], after[0], before[1], after[1])))


def _by_pupils(share: np.ndarray, counts: _Counts) -> np.ndarray:
    """Share of the families of each place that places for a share of their pupils reach, each family one at most."""
    families, _, pupils = counts
    each: np.ndarray = np.divide(share * pupils, families, out=np.zeros(len(families)), where=families > 0)
    return np.minimum(1.0, each)


def _without(decisions: Mapping[str, Decision], size: int) -> dict[str, dict[str, np.ndarray]]:
    """Share of the families at each place that a programme does not reach, by where they stand with it."""
    shares = {code: {"within": np.zeros(size), "off": np.ones(size)} for code in PAID if code not in decisions}
    for code, decision in decisions.items():
        sides = {"within": decision.within, "over": decision.over, "off": decision.off}
        shares[code] = {side: 1.0 - share.ravel() for side, share in sides.items()}
    return shares


def _unreached(shares: Mapping[str, Mapping[str, np.ndarray]], kind: int, over: set[str]) -> np.ndarray:
    unreached = np.array(1.0)
    for code, sides in shares.items():
        on = code in PAID and kind >> PAID.index(code) & 1
        side = "off" if not on else "over" if code in over else "within"
        unreached = unreached * sides[side]
    return unreached


def _states(joint: _Joint, rules: Mapping[str, Rule], capped: list[str]) -> list[_State]:
    """Kind, caps passed, and families, persons and pupils by place, of every state that families can be in."""
    rest: list[_Counts] = [tuple(joint.counts[:, kind]) for kind in range(KINDS)]
    found: list[_State] = []
    if capped:
        possible = [(kind, over) for kind in range(KINDS) for over in _patterns(kind, capped)]
        for (kind, over), *counts in zip(possible, *_over_cap(joint, rules, capped, possible), strict=False):
            rest[kind] = tuple(whole - one for whole, one in zip(rest[kind], counts, strict=True))
            found.append((kind, {code for bit, code in enumerate(capped) if over >> bit & 1}, tuple(counts)))
    return found + [(kind, set(), rest[kind]) for kind in range(KINDS)]


def _patterns(kind: int, capped: list[str]) -> list[int]:
    """The caps that families of this kind can have passed: bit i for capped[i]; at least one."""
    on = sum(1 << bit for bit, code in enumerate(capped) if kind >> PAID.index(code) & 1)
    return [pattern for pattern in range(1, 1 << len(capped)) if pattern & on == pattern]


def _over_cap(
    joint: _Joint, rules: Mapping[str, Rule], capped: list[str], possible: list[tuple[int, int]]
) -> tuple[np.ndarray, ...]:
    """Families, then persons, then pupils, each (state, place), for each possible (kind, pattern of caps passed)."""
    caps = {code: cap for code in capped if (cap := rules[code].max_quarters) is not None}
    rows = int(np.searchsorted(-joint.clocks[ANY].astype(np.int16), -min(caps.values())))
    state = joint.kind[:rows].copy()
    for bit, code in enumerate(capped):
        clock = joint.clocks[ANY if rules[code].cap_clock == ANY else code][:rows]
        over = (clock > caps[code]) & (joint.kind[:rows] >> PAID.index(code) & 1).view(bool)
        state += over.view(np.uint8) * np.uint8(KINDS << bit)
    number = np.full(KINDS << len(capped), len(possible), np.int32)
    for index, (kind, pattern) in enumerate(possible):
        number[kind + KINDS * pattern] = index
    size = joint.counts.shape[2]
    place = number[state] * size + joint.place[:rows]
    return tuple(
        np.bincount(place, weights=measure[:rows], minlength=(len(possible) + 1) * size).reshape(-1, size)
        for measure in joint.measures
    )


def _made(cells: Cells) -> _Joint:
    kind = np.zeros(len(cells), np.uint8)
    for bit, code in enumerate(PAID):
        kind |= np.asarray(is_on(cells, code)).astype(np.uint8) << np.uint8(bit)
    size = int(np.prod(cells.shape))
    place = cells.group + kind.astype(np.int32) * size
    pupils = sum(cells.pupils.values(), np.zeros(len(cells), np.int64))
    measures = (cells.families, cells.persons, pupils)
    counts = [np.bincount(place, weights=one, minlength=KINDS * size).reshape(KINDS, size) for one in measures]
    longest = np.maximum(*(cells.quarters_on[code] for code in TIMED)).astype(np.int32)
    timed = np.flatnonzero(longest)
    order = timed[np.argsort(cells.group[timed] - (longest[timed] + 1) * np.int64(size), kind="stable")]
    clocks = {code: cells.quarters_on[code][order] for code in TIMED} | {ANY: longest[order].astype(np.int8)}
    rows = tuple(one[order].astype(np.float64) for one in measures)
    return _Joint(np.stack(counts), cells.group[order], kind[order], clocks, rows)
