"""The whole register at one moment, and how one quarter follows another."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from data.demo import aid, exits, life, pbi, tenure, welfare
from data.demo import parameters as p
from data.demo.block import Block, first_block, split_kabupaten, stream
from data.demo.families import UNRANKED
from data.demo.plan import CountryPlan
from data.demo.turn import Turn
from data.demo.visits import visit
from terms import PBI, PKH, SEMBAKO, Quarter

NATIONAL = 999  # the stream of draws that concern all blocks


@dataclass(eq=False)
class Register:
    """``centre`` and ``spread`` turn true welfare into national standing, for all quarters alike.

    ``checked`` counts the families that field checks removed this quarter, weighted; ``poor`` says by block which
    families are truly poor; ``graduates`` holds by block the numbers of the families that graduated.
    """

    plan: CountryPlan
    seed: int
    blocks: list[Block]
    quarter: Quarter = p.FIRST_QUARTER
    centre: float = 0.0
    spread: float = 1.0
    checked: int = 0
    poor: list[np.ndarray] = field(default_factory=list)
    graduates: list[np.ndarray] = field(default_factory=list)

    def turn(self, purpose: str) -> Turn:
        """The blocks with their random streams for a purpose of this quarter."""
        streams = [stream(self.seed, self.quarter, purpose, block.kabupaten.start) for block in self.blocks]
        return Turn(self.quarter, self.blocks, streams)

    def standings(self) -> list[np.ndarray]:
        """True welfare by block in national standard deviations."""
        return [
            (welfare.true_welfare(block.families, self.plan, block.kabupaten) - self.centre) / self.spread
            for block in self.blocks
        ]


def first_quarter(plan: CountryPlan, seed: int) -> Register:
    """Families, ranks, recipients and their tenure in 2025Q1."""
    blocks = [
        first_block(plan, kabupaten, stream(seed, p.FIRST_QUARTER, "life", kabupaten.start))
        for kabupaten in split_kabupaten(plan.families(p.FIRST_QUARTER) / plan.weight)
    ]
    register = Register(plan, seed, blocks)
    _set_yardstick(register)
    turn = register.turn("aid")
    standings = register.standings()
    for (block, generator), standing in zip(turn, standings, strict=True):
        welfare.first_score(block.families, standing, generator)
    _rank(register, standings)
    aid.first_receipt(turn)
    pbi.first_cover(turn)
    for block, generator in turn:
        tenure.set_tenure(block.families, generator)
    return register


def next_quarter(register: Register) -> None:
    """Live one quarter: field checks, life, moves, welfare, ranks, exits and refilled places."""
    register.quarter = register.quarter.next()
    for block in register.blocks:
        block.exits = []
        for programme in (PKH, SEMBAKO, PBI):
            np.maximum(block.families.since(programme), 0, out=block.families.since(programme))
    turn = register.turn("aid")
    standings = register.standings()
    register.checked = exits.field_checks(turn, standings)
    register.graduates = exits.graduate(turn, standings)
    _live(register)
    _score_and_rank(register, turn)
    exits.end_above_decile(turn)
    for block, generator in turn:
        exits.other_exits(block, generator)
        visit(block.families, register.quarter, generator)
    aid.refill(turn)
    pbi.refill_cover(turn)


def _score_and_rank(register: Register, turn: Turn) -> None:
    standings = register.standings()
    for (block, generator), standing in zip(turn, standings, strict=True):
        welfare.rescore(block.families, standing, generator)
        welfare.change_unranked(block.families, generator)
    _rank(register, standings)


def _set_yardstick(register: Register) -> None:
    values = register.standings()
    count = sum(len(value) for value in values)
    register.centre = sum(float(value.sum(dtype=np.float64)) for value in values) / count
    squares = sum(float(np.square(value, dtype=np.float64).sum()) for value in values) / count
    register.spread = float(np.sqrt(squares - register.centre**2))


def _live(register: Register) -> None:
    turn = register.turn("life")
    movers = [life.live(block, generator) for block, generator in turn]
    arrived = life.exchange(movers, stream(register.seed, register.quarter, "life", NATIONAL))
    for block, generator in turn:
        life.settle(block, arrived, register.plan, register.quarter, generator)
        welfare.drift(block.families, generator)


def _rank(register: Register, standings: list[np.ndarray]) -> None:
    """True and register deciles, national and by persons; the poor are those below their kabupaten's line."""
    true_masses, masses = [], []
    for block, standing in zip(register.blocks, standings, strict=True):
        families = block.families
        true_masses.append(welfare.ranked_mass(families, standing, np.ones(len(families), bool)))
        masses.append(welfare.ranked_mass(families, families.score, (families.flags & UNRANKED) == 0))
    true_limits, limits = welfare.decile_limits(true_masses), welfare.decile_limits(masses)
    for block, standing in zip(register.blocks, standings, strict=True):
        families = block.families
        families.true_decile[:] = welfare.deciles(standing, true_limits)
        families.decile[:] = welfare.deciles(families.score, limits)
        families.decile[(families.flags & UNRANKED) > 0] = 0
    register.poor = [standing < -register.centre / register.spread for standing in standings]
