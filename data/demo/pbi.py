"""PBI-JKN: premiums for persons, often for some members of a family only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from data.demo import parameters as p
from data.demo.aid import ranked_key, start, stop
from data.demo.block import Block
from data.demo.choose import Candidates, choose
from data.demo.families import Families
from terms import Quarter


def first_cover(blocks: Sequence[Block], generators: Sequence[np.random.Generator]) -> None:
    """Cover persons in the register, beside the 5.1 million outside it."""
    candidates = []
    for block, generator in zip(blocks, generators, strict=True):
        rows = np.arange(len(block.families))
        key = ranked_key(block.families, rows, p.STEEPNESS_PBI, generator)
        key -= np.float32(p.PBI_BONUS_ON_AID) * block.families.on_aid
        candidates.append(_candidates(block.families, rows, key, generator))
    _start(blocks, candidates, p.PBI_PERSONS - p.PBI_OUTSIDE_REGISTER, p.FIRST_QUARTER)


def end_above_decile(blocks: Sequence[Block], generators: Sequence[np.random.Generator], quarter: Quarter) -> None:
    """End cover of the quarter's published number of persons in register desil 6-10."""
    candidates = []
    for block, generator in zip(blocks, generators, strict=True):
        families = block.families
        rows = np.flatnonzero((families.pbi > 0) & (families.decile > p.PBI_MAX_DECILE))
        mass = families.covered[rows] * families.weight[rows].astype(np.int32)
        candidates.append(Candidates(rows, generator.random(len(rows), np.float32), mass))
    chosen = choose(candidates, p.PBI_ABOVE_DECILE.get(quarter, 0))
    for block, rows, generator in zip(blocks, chosen, generators, strict=True):
        stop(block, rows, "PBI", {"decile_above": 1.0}, generator)


def refill_cover(blocks: Sequence[Block], generators: Sequence[np.random.Generator], quarter: Quarter) -> None:
    """Fill the free places from register desil 1-5."""
    places = p.PBI_PERSONS - sum(covered_persons(block.families) for block in blocks)
    candidates = []
    for block, generator in zip(blocks, generators, strict=True):
        families = block.families
        rows = np.flatnonzero((families.pbi == 0) & (families.decile >= 1) & (families.decile <= p.PBI_MAX_DECILE))
        key = ranked_key(families, rows, p.STEEPNESS_REFILL, generator)
        candidates.append(_candidates(families, rows, key, generator))
    _start(blocks, candidates, places, quarter)


def covered_persons(families: Families) -> int:
    """Persons on PBI, weighted."""
    return int((families.covered * families.weight.astype(np.int64)).sum())


def _candidates(families: Families, rows: np.ndarray, key: np.ndarray, generator: np.random.Generator) -> Candidates:
    """Proposes the members to cover: all, or some of them, the less often all the higher the desil."""
    persons = families.persons[rows]
    share = np.array(p.PBI_FULL_COVER_BY_DECILE, np.float32)[families.decile[rows]]
    part = 1 + (generator.random(len(rows), np.float32) * np.maximum(persons - 1, 1)).astype(np.int8)
    covered = np.where(generator.random(len(rows), np.float32) < share, persons, np.minimum(part, persons))
    families.covered[rows] = covered
    return Candidates(rows, key, covered * families.weight[rows].astype(np.int32))


def _start(blocks: Sequence[Block], candidates: list[Candidates], places: int, quarter: Quarter) -> None:
    start(blocks, choose(candidates, places), "PBI", quarter)
    for block in blocks:
        block.families.covered[block.families.pbi == 0] = 0
