"""One quarter of life: families leave the register, split and move; members are born, learn, age and die."""

from __future__ import annotations

import numpy as np

from data.demo import parameters as p
from data.demo.adjust import random_rows, starts
from data.demo.block import Block, kabupaten_index
from data.demo.exits import stop
from data.demo.families import UNRANKED, YOUNG, Families, in_kecamatan_order
from data.demo.initial import meet_elderly, meet_persons, set_members
from data.demo.plan import CountryPlan
from terms import PBI, PKH, SEMBAKO, Quarter

STAGES = ("pregnant", *YOUNG)
LEAVING = {"deceased": 0.38, "not_found": 0.27, "duplicate": 0.20, "moved_abroad": 0.05}  # the rest gives no reason
WEIGHTS_ALIKE = 50  # movers exchange places among so many of nearly the same weight


def live(block: Block, generator: np.random.Generator) -> Families:
    """Leave, age, be born; takes the families that move to another kabupaten out of the block and returns them."""
    families = block.families
    fate = generator.random(len(families), np.float32)
    leaves = fate < p.LEAVES_REGISTER
    for programme in (PKH, SEMBAKO, PBI):
        stop(block, np.flatnonzero(leaves), programme, LEAVING, generator)
    moves = (fate >= p.LEAVES_REGISTER) & (fate < p.LEAVES_REGISTER + p.MOVES_KABUPATEN)
    movers = families.take(moves)
    block.families = families.take(~(leaves | moves))
    _grow_older(block.families, generator)
    return movers


def _grow_older(families: Families, generator: np.random.Generator) -> None:
    """From the oldest stage down, so that nobody passes two stages in a quarter."""
    _lose_elderly(families, generator)
    for stage, following in reversed(list(zip(STAGES, (*YOUNG, None), strict=True))):
        count = getattr(families, stage)
        passing = np.flatnonzero(generator.random(len(families), np.float32) < count / p.QUARTERS_IN_STAGE[stage])
        if stage == "pregnant":
            passing = passing[families.persons[passing] < p.MAX_SIZE]
            _be_born(families, passing)
        count[passing] -= 1
        if following:
            getattr(families, following)[passing] += 1
    _become_pregnant(families, generator)


def _be_born(families: Families, rows: np.ndarray) -> None:
    """A newborn is a member, and on PBI when all the others are."""
    covered = rows[(families.pbi[rows] > 0) & (families.covered[rows] == families.persons[rows])]
    families.covered[covered] += 1
    families.persons[rows] += 1


def _become_pregnant(families: Families, generator: np.random.Generator) -> None:
    possible = (families.persons > 1) & (families.pregnant == 0) & (families.working_age_able > 0)
    rate = p.BIRTHS_PER_FAMILY * len(families) / max(int(possible.sum()), 1)
    families.pregnant[possible & (generator.random(len(families), np.float32) < rate)] = 1


def _lose_elderly(families: Families, generator: np.random.Generator) -> None:
    dies = generator.random(len(families), np.float32) < families.aged_60_plus * np.float32(p.ELDERLY_DEATHS)
    dies &= families.persons > 1
    families.aged_60_plus[dies] -= 1
    families.persons[dies] -= 1


def exchange(movers: list[Families], generator: np.random.Generator) -> Families:
    """Movers take over one another's kecamatan: each kabupaten gains as many as it loses, of about the same weight."""
    everyone = in_kecamatan_order(movers)
    order = np.lexsort((generator.random(len(everyone)), everyone.weight))
    group = np.arange(len(everyone)) // WEIGHTS_ALIKE
    shuffled = order[np.lexsort((generator.random(len(everyone)), group))]
    everyone.kecamatan[order] = everyone.kecamatan[shuffled]
    return in_kecamatan_order([everyone])


def settle(
    block: Block, arrived: Families, plan: CountryPlan, quarter: Quarter, generator: np.random.Generator
) -> None:
    """Add those who moved in and new families, and meet the quarter's totals of persons and elderly."""
    kecamatan = range(*plan.kecamatan_start[[block.kabupaten.start, block.kabupaten.stop]])
    first, end = np.searchsorted(arrived.kecamatan, (kecamatan.start, kecamatan.stop))
    block.families = in_kecamatan_order([block.families, arrived.take(np.arange(first, end))])
    newborn = _new_families(block, plan, quarter, generator)
    block.families = in_kecamatan_order([block.families, newborn])
    meet_persons(plan, block.kabupaten, block.families, quarter, generator)
    meet_elderly(plan, block.kabupaten, block.families, generator)
    np.minimum(block.families.covered, block.families.persons, out=block.families.covered)


def _new_families(block: Block, plan: CountryPlan, quarter: Quarter, generator: np.random.Generator) -> Families:
    """Splits (adults leave a family and found another nearby) and families registered for the first time."""
    index = kabupaten_index(block, plan)
    own = slice(block.kabupaten.start, block.kabupaten.stop)
    have = np.bincount(index, block.families.weight, len(block.kabupaten))
    wanted = np.maximum(np.rint((plan.families(quarter)[own] - have) / plan.weight[own]), 0).astype(np.int64)
    parents = random_rows(generator, starts(index, len(block.kabupaten)), wanted)
    new = _found(block.families, parents, generator)
    of_kabupaten = np.repeat(np.arange(len(wanted)), wanted)
    new.weight[:] = plan.weight[own][of_kabupaten]
    new.family_id[:] = _numbers(block, of_kabupaten, wanted)
    set_members(new, plan.elderly_share[own][of_kabupaten] * 0.3, generator)
    return new


def _found(families: Families, parents: np.ndarray, generator: np.random.Generator) -> Families:
    """New families beside their parents' (or neighbours'), with related welfare; splits take one adult along."""
    rows = len(parents)
    new = Families.empty(rows)
    new.kecamatan[:] = families.kecamatan[parents]
    splits = (generator.random(rows) < p.SPLIT_SHARE) & (families.working_age_able[parents] > 2)
    splits &= ~_repeated(parents)
    families.persons[parents[splits]] -= 1
    new.persons[:] = 1 + generator.poisson(np.where(splits, 1.6, 2.1), rows)
    own = generator.standard_normal(rows, np.float32)
    new.welfare[:] = np.where(splits, 0.6 * families.welfare[parents] + 0.8 * own, own)
    new.flags[:] = (generator.random(rows) < p.NEW_UNRANKED_SHARE) * UNRANKED
    new.civil_match[:] = generator.random(rows) < 0.03
    return new


def _repeated(rows: np.ndarray) -> np.ndarray:
    """True where a row number has come before."""
    seen = np.ones(len(rows), bool)
    seen[np.unique(rows, return_index=True)[1]] = False
    return seen


def _numbers(block: Block, of_kabupaten: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    order = np.arange(len(of_kabupaten)) - np.repeat(np.cumsum(wanted) - wanted, wanted)
    numbers = block.next_number[of_kabupaten] + order
    block.next_number = block.next_number + wanted
    return numbers
