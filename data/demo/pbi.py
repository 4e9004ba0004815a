"""PBI-JKN: premiums for persons, often for some members of a family only."""

from __future__ import annotations

import numpy as np

from data.demo import parameters as p
from data.demo.aid import blurred_order
from data.demo.choose import Candidates, choose
from data.demo.families import Families
from data.demo.turn import Turn
from terms import PBI


def first_cover(turn: Turn) -> None:
    """Cover persons in the register, beside the 5.1 million outside it."""
    candidates = []
    for block, generator in turn:
        rows = np.arange(len(block.families))
        key = blurred_order(block.families, rows, p.STEEPNESS_PBI, generator)
        key -= np.float32(p.PBI_BONUS_ON_AID) * block.families.on_aid
        candidates.append(_with_cover(block.families, rows, key, generator))
    _start(turn, candidates, p.PBI_PERSONS - p.PBI_OUTSIDE_REGISTER)


def refill_cover(turn: Turn) -> None:
    """Fill the free places from register desil 1-5."""
    places = p.PBI_PERSONS - sum(_covered_persons(block.families) for block in turn.blocks)
    candidates = []
    for block, generator in turn:
        families = block.families
        rows = np.flatnonzero((families.pbi == 0) & (families.decile >= 1) & (families.decile <= p.PBI_MAX_DECILE))
        key = blurred_order(families, rows, p.STEEPNESS_REFILL, generator)
        candidates.append(_with_cover(families, rows, key, generator))
    _start(turn, candidates, places)


def _covered_persons(families: Families) -> int:
    return int((families.covered * families.weight.astype(np.int64)).sum())


def _with_cover(families: Families, rows: np.ndarray, key: np.ndarray, generator: np.random.Generator) -> Candidates:
    """Propose the members to cover: all, or some of them, the latter more often in the higher desil."""
    persons = families.persons[rows]
    share = np.array(p.PBI_FULL_COVER_BY_DECILE, np.float32)[families.decile[rows]]
    part = 1 + (generator.random(len(rows), np.float32) * np.maximum(persons - 1, 1)).astype(np.int8)
    covered = np.where(generator.random(len(rows), np.float32) < share, persons, np.minimum(part, persons))
    families.covered[rows] = covered
    return Candidates(rows, key, covered * families.weight[rows].astype(np.int32))


def _start(turn: Turn, candidates: list[Candidates], places: int) -> None:
    turn.start(PBI, choose(candidates, places))
    for block in turn.blocks:
        block.families.covered[block.families.pbi <= 0] = 0
