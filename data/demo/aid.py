"""Who is on aid: first receipt, field checks, graduation, other exits, and how places are refilled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from data.demo import parameters as p
from data.demo.block import Block, Exits
from data.demo.choose import Candidates, choose
from data.demo.families import REFUSED_AID, Families
from data.demo.welfare import rescore_checked
from terms import Quarter

PROGRAMMES = ("PKH", "SEMBAKO", "PBI")
GIVE_UP = {"administrative": 0.45, "not_found": 0.20, "refused": 0.10}  # the rest gives no reason
CHECK_REASONS = {"decile_above": 0.86, "ineligible_occupation": 0.07, "other": 0.03}
GROUND_CHECK = 7


def gumbel(generator: np.random.Generator, rows: int) -> np.ndarray:
    return -np.log(np.maximum(generator.standard_exponential(rows, np.float32), np.float32(1e-30)))


def ranked_key(families: Families, rows: np.ndarray, steepness: float, generator: np.random.Generator) -> np.ndarray:
    """Poorest register desil first, blurred: lowest (steepness x desil - Gumbel noise)."""
    decile = families.decile[rows]
    decile = np.where(decile == 0, p.UNRANKED_AS_DECILE, decile).astype(np.float32)
    return np.float32(steepness) * decile - gumbel(generator, len(rows))


def start(blocks: Sequence[Block], chosen: Sequence[np.ndarray], programme: str, quarter: Quarter) -> None:
    """Begin a spell on the programme."""
    for block, rows in zip(blocks, chosen, strict=True):
        getattr(block.families, programme.lower())[rows] = quarter.ordinal


def stop(block: Block, rows: np.ndarray, programme: str, reasons: Mapping[str, float], generator) -> None:  # noqa: ANN001
    """End the spells of those of the rows that are on the programme; reasons by share, the rest gives none."""
    families = block.families
    since = getattr(families, programme.lower())
    rows = rows[since[rows] > 0]
    number = np.searchsorted(np.cumsum(list(reasons.values())), generator.random(len(rows)), "right")
    for index, reason in enumerate(reasons):
        block.exits.append(Exits(programme, reason, families.family_id[rows[number == index]]))
    since[rows] = 0
    if programme == "PBI":
        families.covered[rows] = 0


def leave_programmes(block: Block, rows: np.ndarray, reasons: Mapping[str, float], generator) -> None:  # noqa: ANN001
    """Leave all programmes."""
    for programme in PROGRAMMES:
        stop(block, rows, programme, reasons, generator)


def first_receipt(blocks: Sequence[Block], generators: Sequence[np.random.Generator]) -> None:
    """Fill all places of PKH and Sembako in the first quarter; tenure is set elsewhere."""
    fill_places(blocks, generators, p.FIRST_QUARTER, _first_steepness, lambda families: families.decile >= 0)


def refill(blocks: Sequence[Block], generators: Sequence[np.random.Generator], quarter: Quarter) -> None:
    """Fill the places that became free from register desil 1-4."""
    fill_places(blocks, generators, quarter, lambda _: p.STEEPNESS_REFILL, _may_enter)


def _first_steepness(line: str) -> float:
    return {
        "SEMBAKO": p.STEEPNESS_SEMBAKO,
        "BOTH": p.STEEPNESS_PKH_WITH_SEMBAKO,
        "PKH": p.STEEPNESS_PKH_ALONE,
    }[line]


def _may_enter(families: Families) -> np.ndarray:
    refused = (families.flags & REFUSED_AID) > 0
    return (families.decile >= 1) & (families.decile <= p.MAX_DECILE) & ~refused


def fill_places(blocks, generators, quarter, steepness, may_enter) -> None:  # noqa: ANN001
    """Sembako first; then PKH places beside Sembako, then PKH alone, so that the overlap stays as it is."""
    lines = {
        "SEMBAKO": ("sembako", lambda f: f.sembako > 0, lambda f: f.sembako == 0, p.SEMBAKO_FAMILIES),
        "BOTH": ("pkh", lambda f: (f.pkh > 0) & (f.sembako > 0), _could_have_both, p.PKH_WITH_SEMBAKO),
        "PKH": ("pkh", lambda f: f.pkh > 0, _could_have_pkh_alone, p.PKH_FAMILIES),
    }
    for line, (programme, holds, could, places) in lines.items():
        filled = sum(int(block.families.weight[holds(block.families)].sum(dtype=np.int64)) for block in blocks)
        candidates = []
        for block, generator in zip(blocks, generators, strict=True):
            rows = np.flatnonzero(could(block.families) & may_enter(block.families))
            key = ranked_key(block.families, rows, steepness(line), generator)
            candidates.append(Candidates(rows, key, block.families.weight[rows]))
        start(blocks, choose(candidates, places - filled), programme, quarter)


def _could_have_both(families: Families) -> np.ndarray:
    return (families.sembako > 0) & (families.pkh == 0) & families.has_component


def _could_have_pkh_alone(families: Families) -> np.ndarray:
    return (families.sembako == 0) & (families.pkh == 0) & families.has_component


def field_checks(blocks, generators, quarter: Quarter, standings) -> int:  # noqa: ANN001
    """Remove recipients who are truly in desil 5 or above, and score them again; families removed (weighted)."""
    share = np.array(p.FIELD_CHECK_BY_DECILE, np.float32)
    candidates = []
    for block, generator in zip(blocks, generators, strict=True):
        families = block.families
        rows = np.flatnonzero(families.on_aid & (families.true_decile > p.MAX_DECILE))
        key = generator.standard_exponential(len(rows), np.float32) / share[families.true_decile[rows]]
        candidates.append(Candidates(rows, key, families.weight[rows]))
    chosen = choose(candidates, p.FIELD_CHECK_REMOVES[quarter])
    gambling = p.GAMBLING_REMOVES.get(quarter, 0) / p.FIELD_CHECK_REMOVES[quarter]
    reasons = {"online_gambling": gambling} | {name: part * (1 - gambling) for name, part in CHECK_REASONS.items()}
    removed = 0
    for block, rows, generator, standing in zip(blocks, chosen, generators, standings, strict=True):
        removed += int(block.families.weight[rows].sum(dtype=np.int64))
        _leave_better_off(block, rows, reasons, quarter, generator, standing)
    return removed


def graduate(blocks, generators, quarter: Quarter, standings) -> list[np.ndarray]:  # noqa: ANN001
    """PKH families with working-age members who are truly better off leave as graduated; their family numbers."""
    candidates = []
    for block, generator in zip(blocks, generators, strict=True):
        families = block.families
        able = (families.pkh > 0) & (families.true_decile > p.MAX_DECILE) & (families.working_age_able > 0)
        rows = np.flatnonzero(able)
        candidates.append(Candidates(rows, generator.random(len(rows), np.float32), families.weight[rows]))
    chosen = choose(candidates, p.GRADUATES[quarter])
    numbers = [block.families.family_id[rows] for block, rows in zip(blocks, chosen, strict=True)]
    for block, rows, generator, standing in zip(blocks, chosen, generators, standings, strict=True):
        _leave_better_off(block, rows, {"graduated": 1.0}, quarter, generator, standing)
    return numbers


def _leave_better_off(block, rows, reasons, quarter, generator, standing) -> None:  # noqa: ANN001
    for programme in ("PKH", "SEMBAKO"):
        stop(block, rows, programme, reasons, generator)
    rescore_checked(block.families, rows, standing[rows])
    block.families.flags[rows] |= REFUSED_AID
    block.families.verified[rows] = quarter.ordinal
    block.families.verified_by[rows] = GROUND_CHECK


def other_exits(block: Block, generator: np.random.Generator) -> None:
    """Administrative exits, and PKH families that have no component any more."""
    families = block.families
    for programme, share in p.ADMINISTRATIVE_EXITS.items():
        leaves = generator.random(len(families), np.float32) < share
        stop(block, np.flatnonzero(leaves), programme, GIVE_UP, generator)
    without = np.flatnonzero((families.pkh > 0) & ~families.has_component)
    stop(block, without, "PKH", {"other": 0.8}, generator)
