"""Who is entitled, as far as a sample can tell: a probability for each group of families, with its uncertainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.cells import DECILES, FAMILY_TYPES
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
    def from_frame(cls, frame: pd.DataFrame, provinces: Sequence[str]) -> Entitled:
        """From rows ``province, decile, family_type, on_programme, probability`` and any ``draw_…`` columns.

        Every group of these provinces must be there once; InputError says how many are missing.
        """
        absent = [name for name in (*KEYS, "probability") if name not in frame.columns]
        if absent:
            needed = ", ".join((*KEYS, "probability"))
            raise InputError(f"entitled: the table must have the columns {needed}; missing {', '.join(absent)}")
        groups = pd.MultiIndex.from_product([list(provinces), range(DECILES), range(FAMILY_TYPES), (0, 1)])
        keyed = frame.assign(province=frame["province"].astype(str), on_programme=frame["on_programme"].astype(int))
        indexed = keyed.set_index(list(KEYS))
        if indexed.index.has_duplicates:
            raise InputError("entitled: a group is given more than once")
        missing = groups.difference(indexed.index)
        if len(missing):
            such = ", ".join(f"{key} {value}" for key, value in zip(KEYS, missing[0], strict=True))
            raise InputError(f"entitled: {len(missing)} groups are missing, such as {such}")
        rows = indexed.loc[groups]
        shape = (len(provinces), DECILES, FAMILY_TYPES, 2)
        draws = [rows[name].to_numpy(float).reshape(shape) for name in rows.columns if name.startswith("draw_")]
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


Entitlement = Mapping[str, Entitled]
