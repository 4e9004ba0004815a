"""Who is entitled, as far as a sample can tell: a probability for each group of families, with its uncertainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.cells import DECILES, FAMILY_TYPES, Cells
from simulator.engine.margins import is_on
from terms import InputError

KEYS = ("province", "decile", "family_type", "on_programme")


@dataclass(frozen=True, eq=False)
class Entitled:
    """The probability of being entitled by the enacted rule and the verified decile, for one programme.

    ``probability`` is (province, decile, family type, side), side 0 for families not on the programme and 1 for
    those on it; ``draws`` has replicates of it in front, possibly none. Entitlement is fixed: no scenario moves it.
    """

    provinces: tuple[str, ...]
    probability: np.ndarray
    draws: np.ndarray

    def __post_init__(self) -> None:
        shape = (len(self.provinces), DECILES, FAMILY_TYPES, 2)
        if self.probability.shape != shape or self.draws.shape[1:] != shape:
            raise ValueError(f"entitled: must have the shape {shape}, got {self.probability.shape} {self.draws.shape}")
        if not all(((table >= 0) & (table <= 1)).all() for table in (self.probability, self.draws)):
            raise ValueError("entitled: probabilities must lie between 0 and 1")

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, provinces: Sequence[str], occurring: np.ndarray | None = None) -> Entitled:
        """From rows ``province, decile, family_type, on_programme, probability`` and any ``draw_…`` columns.

        ``occurring`` (province, decile, family type, side) says which groups hold families: each of these must be
        there once, the others may be missing and count nobody. Without it every group must be there. InputError says
        how many are missing, twice, unknown, or not between 0 and 1.
        """
        absent = [name for name in (*KEYS, "probability") if name not in frame.columns]
        if absent:
            needed = ", ".join((*KEYS, "probability"))
            raise InputError(f"entitled: the table must have the columns {needed}; missing {', '.join(absent)}")
        groups = pd.MultiIndex.from_product([list(provinces), range(DECILES), range(FAMILY_TYPES), (0, 1)], names=KEYS)
        whole = {name: frame[name].astype(int) for name in KEYS[1:]}
        indexed = frame.assign(province=frame["province"].astype(str), **whole).set_index(list(KEYS))
        if indexed.index.has_duplicates:
            raise InputError("entitled: a group is given more than once")
        ours = indexed[indexed.index.get_level_values(0).isin(list(provinces))]
        _refuse(ours.index.difference(groups), "groups do not exist")
        needed_groups: pd.Index = groups if occurring is None else groups[occurring.ravel()]
        _refuse(needed_groups.difference(ours.index), "groups are missing")
        rows = ours.reindex(groups, fill_value=0.0)
        values = [name for name in rows.columns if name == "probability" or str(name).startswith("draw_")]
        _refuse_odd(rows[values])
        shape = (len(provinces), DECILES, FAMILY_TYPES, 2)
        draws = [rows[name].to_numpy(float).reshape(shape) for name in values if name != "probability"]
        probability = rows["probability"].to_numpy(float).reshape(shape)
        return cls(tuple(provinces), probability, np.array(draws).reshape(-1, *shape))

    def of(self, provinces: Sequence[str]) -> Entitled:
        """The same for these provinces, in this order."""
        if tuple(provinces) == self.provinces:
            return self
        unknown = [code for code in provinces if code not in self.provinces]
        if unknown:
            raise InputError(f"entitled: no probability is known for province {', '.join(unknown)}")
        rows = [self.provinces.index(code) for code in provinces]
        return Entitled(tuple(provinces), self.probability[rows], self.draws[:, rows])


def occurring(cells: Cells, programme: str) -> np.ndarray:
    """Which groups (province, decile, family type, side) hold families: of these alone anything can be asked."""
    provinces = sorted({code[:2] for code in cells.kabupaten_codes})
    of_kabupaten = np.array([provinces.index(code[:2]) for code in cells.kabupaten_codes])
    on = is_on(cells, programme)
    side = np.zeros(len(cells), int) if on is None else on.astype(int)
    found = np.zeros((len(provinces), DECILES, FAMILY_TYPES, 2), bool)
    found[of_kabupaten[cells.kabupaten], cells.decile, cells.family_type, side] = True
    return found


def _refuse(groups: pd.Index, what: str) -> None:
    if len(groups):
        such = ", ".join(f"{key} {value}" for key, value in zip(KEYS, groups[0], strict=True))
        raise InputError(f"entitled: {len(groups)} {what}, such as {such}")


def _refuse_odd(rows: pd.DataFrame) -> None:
    for name in rows.columns:
        values = rows[name].to_numpy(float)
        odd = ~((values >= 0) & (values <= 1))
        if odd.any():
            raise InputError(f"entitled: {name} must lie between 0 and 1, got {values[odd][0]:g}")


Entitlement = Mapping[str, Entitled]
