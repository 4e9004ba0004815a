"""The register as viewers without the right to exact cells may compute with it below the province."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

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
    families = cells.families + changes(cells, keys)
    part = shares(keys, _ROUNDING)
    alike = tuple(_alike(cells))

    def follow(measure: np.ndarray) -> np.ndarray:
        return np.floor(families * _mean(measure, cells.families, alike) + part).astype(np.int64)

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


def _alike(cells: Cells) -> Iterator[np.ndarray]:
    """Each cell's group of families alike: in its kabupaten, its province, the nation."""
    profile = cells.family_type.astype(np.int64)
    for column in (cells.quarters_on[PKH] > 0, cells.quarters_on[SEMBAKO] > 0, cells.on_pbi):
        profile = profile * 2 + column
    provinces = np.unique([code[:2] for code in cells.kabupaten_codes], return_inverse=True)[1]
    for area in (cells.kabupaten.astype(np.int64), provinces[cells.kabupaten], np.zeros(len(cells), np.int64)):
        yield area * (FAMILY_TYPES * 8) + profile


def _mean(measure: np.ndarray, families: np.ndarray, alike: tuple[np.ndarray, ...]) -> np.ndarray:
    """The measure a family in the narrowest group that has ten families, else in the widest."""
    found = np.zeros(len(families))
    for group in reversed(alike):
        count = np.bincount(group, weights=families)[group]
        total = np.bincount(group, weights=measure)[group]
        use = count >= (SMALLEST_SHOWN if group is not alike[-1] else 1)
        found = np.where(use, np.divide(total, count, out=np.zeros(len(families)), where=count > 0), found)
    return found
