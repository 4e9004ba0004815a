"""Families as compact columns: one row a family, in kecamatan order, a block of whole kabupaten at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

COMPONENTS = (
    "pregnant",
    "children_0_6",
    "pupils_sd",
    "pupils_smp",
    "pupils_sma",
    "aged_60_plus",
    "severe_disability",
)
YOUNG = ("children_0_6", "pupils_sd", "pupils_smp", "pupils_sma")

# Bits of ``flags``.
DTKS, REGSOSEK, P3KE, UNRANKED, REFUSED_AID = 1, 2, 4, 8, 16
LEFT = -1


@dataclass(eq=False)
class Families:
    """About 45 bytes a family, so that 95 million fit in 4.3 GB.

    ``pkh``, ``sembako`` and ``pbi`` hold the quarter number in which the spell on aid began, 0 when not on it, and
    ``LEFT`` in the quarter after the last on it; ``covered`` the members on PBI; ``welfare`` the true welfare for
    the family's size within its kabupaten.
    """

    family_id: np.ndarray
    kecamatan: np.ndarray
    weight: np.ndarray
    persons: np.ndarray
    pregnant: np.ndarray
    children_0_6: np.ndarray
    pupils_sd: np.ndarray
    pupils_smp: np.ndarray
    pupils_sma: np.ndarray
    aged_60_plus: np.ndarray
    severe_disability: np.ndarray
    welfare: np.ndarray
    score: np.ndarray
    true_decile: np.ndarray
    decile: np.ndarray
    pkh: np.ndarray
    sembako: np.ndarray
    pbi: np.ndarray
    covered: np.ndarray
    verified: np.ndarray
    verified_by: np.ndarray
    civil_match: np.ndarray
    flags: np.ndarray

    def __len__(self) -> int:
        return len(self.family_id)

    @classmethod
    def empty(cls, rows: int) -> Families:
        """So many rows of zeros, without a score."""
        types = {"family_id": np.int64, "kecamatan": np.int16, "weight": np.int16, "welfare": np.float32}
        types |= {"score": np.float32, "pkh": np.int16, "sembako": np.int16, "pbi": np.int16, "verified": np.int16}
        families = cls(**{field.name: np.zeros(rows, types.get(field.name, np.int8)) for field in fields(cls)})
        families.score[:] = np.nan
        return families

    def take(self, rows: np.ndarray) -> Families:
        """The rows of a mask or of an index."""
        index = np.flatnonzero(rows) if rows.dtype == bool else rows
        return Families(**{field.name: getattr(self, field.name).take(index) for field in fields(self)})

    def since(self, programme: str) -> np.ndarray:
        """The column that holds when the spell on the programme began."""
        return getattr(self, programme.lower())

    @property
    def on_aid(self) -> np.ndarray:
        """On PKH or Sembako."""
        return (self.pkh > 0) | (self.sembako > 0)

    @property
    def has_component(self) -> np.ndarray:
        found = np.zeros(len(self), bool)
        for name in COMPONENTS:
            found |= getattr(self, name) > 0
        return found

    @property
    def working_age_able(self) -> np.ndarray:
        """Members who are neither child, pupil, elderly nor severely disabled."""
        others = self.aged_60_plus + self.severe_disability
        for name in YOUNG:
            others = others + getattr(self, name)
        return np.maximum(self.persons - others, 0).astype(np.int8)


def in_kecamatan_order(parts: Sequence[Families]) -> Families:
    """All rows of the parts, those of a kecamatan together, earlier parts first within it."""
    order = np.argsort(np.concatenate([part.kecamatan for part in parts]), kind="stable")
    columns = {}
    for field in fields(Families):
        columns[field.name] = np.concatenate([getattr(part, field.name) for part in parts]).take(order)
    return Families(**columns)


def systematic(generator: np.random.Generator, rows: int) -> np.ndarray:
    """Uniform draws that are evenly spread, in random order: counts below any limit are exact to one row."""
    spread = (generator.permutation(rows).astype(np.float32) + np.float32(0.5)) / max(rows, 1)
    return np.minimum(spread, np.float32(0.9999999))
