"""The register as viewers without the right to exact cells may compute with it below the province."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from data.figures.cell_keys import cell_keys, shares
from data.figures.changes import changes
from data.store.disclosure import SMALLEST_SHOWN
from simulator.cells import FAMILY_TYPES, Cells
from simulator.policy.rules import Policy
from terms import PKH, SEMBAKO, Quarter

_ROUNDING = 3


def perturbed(cells: Cells, secret: bytes) -> Cells:
    """The cells with their families changed (``changes``), and all else following.

    Persons, components, pupils and rupiah are the changed families times the mean of families like them, never the
    cell's own mean: a mean of two families would tell that they are two. Families alike are those of the kabupaten
    with the same type and programmes; where they are under ten, those of the province, else of the nation. Fractions
    of persons are rounded up or down by the cell's key, so that sums stay right.
    """
    keys = cell_keys(cells, secret)
    families = (cells.families + changes(cells, keys)).astype(cells.families.dtype)
    part = shares(keys, _ROUNDING)
    alike = _Alike.of(cells)

    def follow(measure: np.ndarray) -> np.ndarray:
        return np.floor(families * alike.mean(measure) + part).astype(measure.dtype)

    return replace(
        cells,
        families=families,
        persons=follow(cells.persons),
        pbi_persons=follow(cells.pbi_persons),
        components={name: follow(column) for name, column in cells.components.items()},
        pupils={name: follow(column) for name, column in cells.pupils.items()},
        rupiah={name: follow(column) for name, column in cells.rupiah.items()},
    )


def names_kabupaten(policy: Policy, quarter: Quarter) -> bool:
    """Whether a rule in force treats single kabupaten apart: then totals above them tell what happens in each."""
    rules = policy.rules(quarter).values()
    return any(rule.max_decile_by_kabupaten or rule.quota_by_kabupaten for rule in rules)


@dataclass(frozen=True, eq=False)
class _Alike:
    """Groups of like families: each cell's group in its kabupaten, and for each group the cells' families in ever
    wider ones (kabupaten, province, nation), with the wider group that each lies in."""

    of_cell: np.ndarray
    families: np.ndarray
    wider: tuple[np.ndarray, ...]

    @classmethod
    def of(cls, cells: Cells) -> _Alike:
        profile = cells.family_type.astype(np.int64)
        for column in (cells.quarters_on[PKH] > 0, cells.quarters_on[SEMBAKO] > 0, cells.on_pbi):
            profile = profile * 2 + column
        width = FAMILY_TYPES * 8
        groups, of_cell = np.unique(cells.kabupaten * width + profile, return_inverse=True)
        provinces = np.unique([code[:2] for code in cells.kabupaten_codes], return_inverse=True)[1]
        area, kind = np.divmod(groups, width)
        of_province = np.unique(provinces[area] * width + kind, return_inverse=True)[1]
        of_nation = np.unique(kind, return_inverse=True)[1]
        families = np.bincount(of_cell, weights=cells.families)
        return cls(of_cell, families, (np.arange(len(groups)), of_province, of_nation))

    def mean(self, measure: np.ndarray) -> np.ndarray:
        """The measure a family of each cell, in the narrowest group that has ten families, else in the nation."""
        total = np.bincount(self.of_cell, weights=measure)
        found = np.zeros(len(total))
        for place in reversed(self.wider):
            count, sums = (np.bincount(place, weights=one)[place] for one in (self.families, total))
            mean = np.divide(sums, count, out=np.zeros(len(total)), where=count > 0)
            found = np.where((count >= SMALLEST_SHOWN) | (place is self.wider[-1]), mean, found)
        return np.asarray(found[self.of_cell])
