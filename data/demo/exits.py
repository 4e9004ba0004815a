"""How spells on aid end: field checks, graduation, a lost component, and what happens every quarter."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from data.demo import parameters as p
from data.demo.block import Block, Exits
from data.demo.choose import Candidates, choose
from data.demo.families import LEFT, REFUSED_AID
from data.demo.turn import Turn
from data.demo.welfare import rescore_checked
from terms import PBI, PKH, SEMBAKO, Quarter

# Reasons by share; what is missing to 1 leaves without a given reason.
GIVE_UP = {"administrative": 0.45, "not_found": 0.20, "refused": 0.10}
CHECKED = {"decile_above": 0.86, "ineligible_occupation": 0.07, "other": 0.03}
NO_COMPONENT = {"other": 0.8}
GROUND_CHECK = 7  # its place among tables.VERIFIERS


def stop(
    block: Block, rows: np.ndarray, programme: str, reasons: Mapping[str, float], generator: np.random.Generator
) -> None:
    """End the spells of those of the rows that are on the programme, and note the reasons that are given."""
    families = block.families
    since = families.since(programme)
    rows = rows[since[rows] > 0]
    number = np.searchsorted(np.cumsum(list(reasons.values())), generator.random(len(rows)), "right")
    for index, reason in enumerate(reasons):
        block.exits.append(Exits(programme, reason, families.family_id[rows[number == index]]))
    since[rows] = LEFT
    if programme == PBI:
        families.covered[rows] = 0


def field_checks(turn: Turn, standings: list[np.ndarray]) -> int:
    """Remove recipients who are truly in desil 5 or above, and score them again; returns families, weighted."""
    share = np.array(p.FIELD_CHECK_BY_DECILE, np.float32)
    candidates = []
    for block, generator in turn:
        families = block.families
        rows = np.flatnonzero(families.on_aid & (families.true_decile > p.MAX_DECILE))
        key = generator.standard_exponential(len(rows), np.float32) / share[families.true_decile[rows]]
        candidates.append(Candidates(rows, key, families.weight[rows]))
    chosen = choose(candidates, p.FIELD_CHECK_REMOVES[turn.quarter])
    return _remove_better_off(turn, chosen, _check_reasons(turn.quarter), standings)


def _check_reasons(quarter: Quarter) -> dict[str, float]:
    gambling = p.GAMBLING_REMOVES.get(quarter, 0) / p.FIELD_CHECK_REMOVES[quarter]
    return {"online_gambling": gambling} | {name: share * (1 - gambling) for name, share in CHECKED.items()}


def graduate(turn: Turn, standings: list[np.ndarray]) -> list[np.ndarray]:
    """PKH families with working-age members who are truly better off leave as graduated; family numbers by block."""
    candidates = []
    for block, generator in turn:
        families = block.families
        able = (families.pkh > 0) & (families.true_decile > p.MAX_DECILE) & (families.working_age_able > 0)
        rows = np.flatnonzero(able)
        candidates.append(Candidates(rows, generator.random(len(rows), np.float32), families.weight[rows]))
    chosen = choose(candidates, p.GRADUATES[turn.quarter])
    numbers = [block.families.family_id[rows] for block, rows in zip(turn.blocks, chosen, strict=True)]
    _remove_better_off(turn, chosen, {"graduated": 1.0}, standings)
    return numbers


def _remove_better_off(
    turn: Turn, chosen: list[np.ndarray], reasons: Mapping[str, float], standings: list[np.ndarray]
) -> int:
    """They leave both family programmes, get a better score, and are not admitted again."""
    removed = 0
    for (block, generator), rows, standing in zip(turn, chosen, standings, strict=True):
        families = block.families
        for programme in (PKH, SEMBAKO):
            stop(block, rows, programme, reasons, generator)
        rescore_checked(families, rows, standing[rows])
        families.flags[rows] |= REFUSED_AID
        families.verified[rows] = turn.quarter.ordinal
        families.verified_by[rows] = GROUND_CHECK
        removed += int(families.weight[rows].sum(dtype=np.int64))
    return removed


def end_above_decile(turn: Turn) -> None:
    """End the published number of PBI members in register desil 6-10 in the quarters that have one."""
    candidates = []
    for block, generator in turn:
        families = block.families
        rows = np.flatnonzero((families.pbi > 0) & (families.decile > p.PBI_MAX_DECILE))
        mass = families.covered[rows] * families.weight[rows].astype(np.int32)
        candidates.append(Candidates(rows, generator.random(len(rows), np.float32), mass))
    chosen = choose(candidates, p.PBI_ABOVE_DECILE.get(turn.quarter, 0))
    for (block, generator), rows in zip(turn, chosen, strict=True):
        stop(block, rows, PBI, {"decile_above": 1.0}, generator)


def other_exits(block: Block, generator: np.random.Generator) -> None:
    """Administrative exits, and PKH families that have no component any more."""
    families = block.families
    for programme, share in p.ADMINISTRATIVE_EXITS.items():
        leaves = generator.random(len(families), np.float32) < share
        stop(block, np.flatnonzero(leaves), programme, GIVE_UP, generator)
    without = np.flatnonzero((families.pkh > 0) & ~families.has_component)
    stop(block, without, PKH, NO_COMPONENT, generator)
