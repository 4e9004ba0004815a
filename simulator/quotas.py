"""Places divided among kabupaten in proportion to the families who are entitled there, by the sample's estimate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.cells import Cells
from simulator.engine.decision import COUNT, PERSONS
from simulator.engine.margins import margin
from simulator.entitlement import Entitled
from simulator.error import OFF, ON
from terms import InputError


def entitled_by_kabupaten(cells: Cells, programme: str, unit: str, entitled: Entitled) -> np.ndarray:
    """Estimated entitled families of each kabupaten (``unit`` person: their persons, of recipients those covered)."""
    sums = margin(cells, programme, unit)
    provinces = sorted({code[:2] for code in cells.kabupaten_codes})
    of_kabupaten = [provinces.index(code[:2]) for code in cells.kabupaten_codes]
    probability = entitled.of(provinces).probability[of_kabupaten][:, :, cells.types]
    channel = PERSONS if unit == "person" else COUNT
    on, off = (side[channel].reshape(cells.shape) for side in (sums.on, sums.off))
    found: np.ndarray = (on * probability[..., ON] + off * probability[..., OFF]).sum(axis=(1, 2))
    return found


def in_proportion(codes: Sequence[str], need: np.ndarray, places: int) -> dict[str, int]:
    """Whole places for each code, in proportion to its need, adding up to ``places`` exactly (largest remainders)."""
    total = float(need.sum())
    if not total > 0 or (need < 0).any():
        raise InputError(f"quota: needs must be 0 or more and not all 0, got {total:,.0f} together")
    exact = need / total * places
    whole = np.floor(exact).astype(np.int64)
    first = np.argsort(whole - exact, kind="stable")[: places - int(whole.sum())]
    whole[first] += 1
    return {code: int(number) for code, number in zip(codes, whole, strict=True)}
