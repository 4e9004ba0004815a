"""Who gets the places of PKH and Sembako: the poorest register desil first, blurred, until the places are filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from data.demo import parameters as p
from data.demo.choose import Candidates, choose
from data.demo.families import REFUSED_AID, Families
from data.demo.turn import Turn
from terms import PKH, SEMBAKO

Test = Callable[[Families], np.ndarray]


@dataclass(frozen=True)
class Places:
    """A kind of place: who holds one, who could take one, how many there are in the nation."""

    programme: str
    holds: Test
    could: Test
    families: int
    first_steepness: float


def _places() -> Iterator[Places]:
    """Sembako first; then PKH beside Sembako, then PKH alone, so that the overlap of the two stays as it is."""
    yield Places(SEMBAKO, lambda f: f.sembako > 0, lambda f: f.sembako == 0, p.SEMBAKO_FAMILIES, p.STEEPNESS_SEMBAKO)
    yield Places(
        PKH,
        lambda f: (f.pkh > 0) & (f.sembako > 0),
        lambda f: (f.pkh == 0) & (f.sembako > 0) & f.has_component,
        p.PKH_WITH_SEMBAKO,
        p.STEEPNESS_PKH_WITH_SEMBAKO,
    )
    yield Places(
        PKH,
        lambda f: f.pkh > 0,
        lambda f: (f.pkh == 0) & (f.sembako == 0) & f.has_component,
        p.PKH_FAMILIES,
        p.STEEPNESS_PKH_ALONE,
    )


def first_receipt(turn: Turn) -> None:
    """Fill all places in the first quarter, from any desil; tenure is set elsewhere."""
    for places in _places():
        _fill(turn, places, places.first_steepness, lambda families: families.decile >= 0)


def refill(turn: Turn) -> None:
    """Fill the places that became free from register desil 1-4; who was found better off does not return."""
    for places in _places():
        _fill(turn, places, p.STEEPNESS_REFILL, _may_enter)


def _may_enter(families: Families) -> np.ndarray:
    found_better_off = (families.flags & REFUSED_AID) > 0
    return (families.decile >= 1) & (families.decile <= p.MAX_DECILE) & ~found_better_off


def _fill(turn: Turn, places: Places, steepness: float, may_enter: Test) -> None:
    held = 0
    candidates = []
    for block, generator in turn:
        families = block.families
        held += int(families.weight[places.holds(families)].sum(dtype=np.int64))
        rows = np.flatnonzero(places.could(families) & may_enter(families))
        key = blurred_order(families, rows, steepness, generator)
        candidates.append(Candidates(rows, key, families.weight[rows]))
    turn.start(places.programme, choose(candidates, places.families - held))


def blurred_order(families: Families, rows: np.ndarray, steepness: float, generator: np.random.Generator) -> np.ndarray:
    """Key of the rows, lowest first: steepness x register desil less Gumbel noise."""
    decile = families.decile[rows]
    decile = np.where(decile == 0, p.UNRANKED_AS_DECILE, decile).astype(np.float32)
    draw = generator.standard_exponential(len(rows), np.float32)
    return np.float32(steepness) * decile + np.log(np.maximum(draw, np.float32(1e-30)))
