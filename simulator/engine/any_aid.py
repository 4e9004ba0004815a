"""Families on any aid, each once: programmes joined inside the cells, where decisions are independent.

A programme that counts pupils gives places to pupils. The cells do not tell which pupils are of one family, so a place
counts as one more family reached, up to all the families that are alike: siblings come last. What a programme of
pupils adds is therefore an upper bound, exact while no two places go to one family.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from simulator.cells import PAID, TIMED, Arrays, Cells
from simulator.engine.decision import Shares
from simulator.engine.margins import ANY, is_on
from simulator.policy.rules import Rule

KINDS = 2 ** len(PAID)
#: Two whole numbers in one floating-point number, so that both are summed in one pass: exact while the first is below
#: PACKED and the second below MOST_PACKED.
PACKED = 2.0**26
MOST_PACKED = 2.0**27
#: What rows with a clock count beside ``both``, or without it.
_MEASURES = ("families", "persons", "pupils")
_Counts = tuple[np.ndarray, ...]
_State = tuple[int, frozenset[str], _Counts]


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
    longest first, so that the cells over any cap are the first rows: ``place`` on the grid, ``kind``, clocks,
    ``both``: families + PACKED × persons, and ``measures``: pupils, with families and persons before them where a place
    has too many for ``both``, which then is None.
    """

    counts: np.ndarray
    place: np.ndarray
    kind: np.ndarray
    clocks: Mapping[str, np.ndarray]
    both: np.ndarray | None
    measures: _Counts

    @classmethod
    def of(cls, arrays: Arrays) -> _Joint:
        """Put together from the arrays of ``_made``."""
        clocks = {code: arrays[f"clock {code}"] for code in (*TIMED, ANY)}
        measures = tuple(arrays[name] for name in _MEASURES if name in arrays)
        return cls(arrays["counts"], arrays["place"], arrays["kind"], clocks, arrays.get("both"), measures)


def any_aid(cells: Cells, rules: Mapping[str, Rule], shares: Mapping[str, Shares]) -> AnyAid:
    """Before and after, by the decisions of the programmes that have a rule; the others stay as paid."""
    joint = _Joint.of(cells.prepare_arrays(("joint",), lambda: _made(cells)))
    ruled = {code: one for code, one in shares.items() if rules[code].unit != "pupil"}
    pupils = [_wide(one.entering, one.component) for code, one in shares.items() if rules[code].unit == "pupil"]
    asked = [kind for kind in range(KINDS) if not any(kind & _bit(code) for code in PAID if code not in ruled)]
    before = cells.prepare("on any aid", lambda: joint.counts[:2, 1:].sum(axis=1))
    sure = cells.prepare(("on aid whatever is ruled", *asked), lambda: _of_others(joint, asked))
    after, reach = sure.copy(), _Reach(ruled, cells.shape)
    spare = np.empty(after.shape[1])
    capped = [code for code in PAID if code in ruled and rules[code].max_quarters is not None]
    for kind, over, counts in _states(joint, rules, capped, asked, bool(pupils)):
        reached = reach.of(kind, over)
        if over and not pupils:
            # They were counted with their kind as within their caps.
            reached = reached - reach.of(kind, frozenset())
        for places in pupils:
            reached = 1.0 - (1.0 - reached) * (1.0 - _by_pupils(places, counts))
        if reached.any():
            for whole, count in zip(after, counts, strict=False):
                whole += np.multiply(reached, count, out=spare)
    return AnyAid(*(sums.reshape(cells.shape) for sums in (before[0], after[0], before[1], after[1])))


def _bit(code: str) -> int:
    return 1 << PAID.index(code)


def _of_others(joint: _Joint, asked: list[int]) -> np.ndarray:
    """Families and persons of the kinds that are on a programme without a rule: they stay on it."""
    others = [kind for kind in range(1, KINDS) if kind not in asked]
    return np.asarray(joint.counts[:2, others].sum(axis=1))


class _Reach:
    """The share of the families at each place that at least one programme reaches, by where they stand with each."""

    def __init__(self, shares: Mapping[str, Shares], shape: tuple[int, int, int]) -> None:
        self._shares, self._shape = shares, shape
        rows = [row for one in shares.values() for row in (one.component, one.capped)]
        alike = np.stack(rows) if rows else np.zeros((1, shape[2]))
        # Family types that no test tells apart are worked out once.
        _, self._first, of_type = np.unique(alike, axis=1, return_index=True, return_inverse=True)
        self._laid = np.zeros((len(self._first), shape[2]))
        self._laid[of_type.ravel(), np.arange(shape[2])] = 1.0
        self._known: dict[tuple[int, frozenset[str]], np.ndarray] = {}

    def of(self, kind: int, over: frozenset[str]) -> np.ndarray:
        """(place): of families of this kind that are over these programmes' caps."""
        if (kind, over) not in self._known:
            self._known[kind, over] = self._of(kind, over)
        return self._known[kind, over]

    def _of(self, kind: int, over: frozenset[str]) -> np.ndarray:
        unreached = np.ones((*self._shape[:2], len(self._first)))
        for code, one in self._shares.items():
            on = code in PAID and kind & _bit(code)
            weight = one.staying if on else one.entering
            of_type = one.component * (1.0 - one.capped) if on and code in over else one.component
            if weight.any():
                unreached *= 1.0 - weight[:, :, None] * of_type[self._first]
        reached = (1.0 - unreached).reshape(-1, len(self._first))
        return np.asarray(reached @ self._laid).ravel()


def _wide(weight: np.ndarray, of_type: np.ndarray) -> np.ndarray:
    """(place): a share by kabupaten and decile times one by family type."""
    return np.asarray(weight[:, :, None] * of_type).ravel()


def _by_pupils(share: np.ndarray, counts: _Counts) -> np.ndarray:
    """Share of the families of each place that places for a share of their pupils reach, each family one at most."""
    families, _, pupils = counts
    each: np.ndarray = np.divide(share * pupils, families, out=np.zeros(len(families)), where=families > 0)
    return np.minimum(1.0, each)


def _states(
    joint: _Joint, rules: Mapping[str, Rule], capped: list[str], asked: list[int], apart: bool
) -> Iterator[_State]:
    """Kind, caps passed, and families, persons and (``apart``) pupils by place, of every state that families can be in.

    ``apart``: those over a cap are taken out of their kind; else its counts are the whole kind's.
    """
    measures = 3 if apart else 2
    rest: dict[int, _Counts] = {kind: tuple(joint.counts[:measures, kind]) for kind in asked}
    possible = [(kind, over) for kind in asked for over in _patterns(kind, capped)]
    if possible:
        for (kind, over), counts in zip(possible, _over_cap(joint, rules, capped, possible, measures), strict=True):
            if apart:
                rest[kind] = tuple(whole - one for whole, one in zip(rest[kind], counts, strict=True))
            yield kind, frozenset(code for bit, code in enumerate(capped) if over >> bit & 1), counts
    for kind, whole in rest.items():
        yield kind, frozenset(), whole


def _patterns(kind: int, capped: list[str]) -> list[int]:
    """The caps that families of this kind can have passed: bit i for capped[i]; at least one."""
    on = sum(1 << bit for bit, code in enumerate(capped) if kind & _bit(code))
    return [pattern for pattern in range(1, 1 << len(capped)) if pattern & on == pattern]


def _over_cap(
    joint: _Joint, rules: Mapping[str, Rule], capped: list[str], possible: list[tuple[int, int]], measures: int
) -> Iterator[_Counts]:
    """Families, persons and, if asked, pupils by place, of each possible (kind, pattern of caps passed)."""
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

    def summed(measure: np.ndarray) -> np.ndarray:
        whole = (len(possible) + 1) * size
        return np.bincount(place, weights=measure[:rows], minlength=whole).reshape(-1, size)[: len(possible)]

    if joint.both is None:
        yield from zip(*(summed(measure) for measure in joint.measures[:measures]), strict=True)
        return
    others = [summed(measure) for measure in joint.measures[: measures - 2]]
    for index, both in enumerate(summed(joint.both)):
        persons = np.floor(both * (1 / PACKED))
        yield both - PACKED * persons, persons, *(one[index] for one in others)


def _made(cells: Cells) -> Arrays:
    kind = np.zeros(len(cells), np.uint8)
    for bit, code in enumerate(PAID):
        kind |= np.asarray(is_on(cells, code)).astype(np.uint8) << np.uint8(bit)
    size = int(np.prod(cells.shape))
    place = cells.group + kind.astype(np.int32) * size
    pupils = sum(cells.pupils.values(), np.zeros(len(cells), np.int32))
    measures = (cells.families, cells.persons, pupils)
    counts = [np.bincount(place, weights=one, minlength=KINDS * size).reshape(KINDS, size) for one in measures]
    longest = np.maximum(*(cells.quarters_on[code] for code in TIMED)).astype(np.int32)
    timed = np.flatnonzero(longest)
    order = timed[np.argsort(cells.group[timed] - (longest[timed] + 1) * np.int64(size), kind="stable")]
    found = {f"clock {code}": cells.quarters_on[code][order] for code in TIMED}
    found |= {"counts": np.stack(counts), "place": cells.group[order], "kind": kind[order]}
    rows = dict(zip(_MEASURES, (one[order] for one in measures), strict=True))
    if counts[0].max(initial=0) < PACKED and counts[1].max(initial=0) < MOST_PACKED:
        found["both"] = rows.pop("families").astype(np.float64) + PACKED * rows.pop("persons")
    return found | rows | {f"clock {ANY}": longest[order].astype(np.int8)}
