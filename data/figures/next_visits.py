"""Groups of families worth a visit, and how a programme stands by the model, as they may be shown.

Below the province they are counted over the register that their reader may see there: without the right to exact cells
the perturbed one. Exact groups are no less than a free table: those of a kabupaten add up to its deciles and to who is
on aid, those of its neighbours to the province's exact tables, so that the shown ones would tell the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from data.read.accuracy import models
from data.store.disclosure import SMALLEST_SHOWN
from data.store.open import Store
from data.store.scope import Scope
from simulator.cells import Cells
from simulator.engine.margins import margin
from targeting.model.visit_priority import Standing
from terms import REGISTER_PROGRAMMES, Quarter

KIND = ["decile", "family_type", "on_programme"]
_UNITS = {one.code: one.unit for one in REGISTER_PROGRAMMES}
#: Gives the nation's cells of a quarter as the reader may see them below the province.
RegisterOf = Callable[[Quarter], Cells]


@dataclass(frozen=True, eq=False)
class VisitGroups:
    """All groups of one programme in the nation: kabupaten_code, KIND, families, and wrong (expected, of these)."""

    store: Store
    programme: str
    table: pd.DataFrame

    def listed(self, scope: Scope, side: str = "both") -> pd.DataFrame:
        """Those of ten families or more, as ``models.ranking`` puts them; a smaller one is shown nowhere, nor sent to
        be visited."""
        return models.ranking(self.store, self._within(scope, SMALLEST_SHOWN), self.programme, side)

    def by_kind(self, scope: Scope) -> pd.DataFrame:
        """KIND, families, wrong of the area that the scope is: a kabupaten's groups that are listed; of provinces and
        the nation, which are exact, all of each kind."""
        rows = self._within(scope, SMALLEST_SHOWN) if scope.kabupaten_codes else self._exact(scope)
        return rows.groupby(KIND)[["families", "wrong"]].sum().reset_index()

    def standing(self, scope: Scope) -> Standing:
        """The programme within the scope as the model sees it, groups of every size included."""
        rows = self._within(scope, 1) if scope.kabupaten_codes else self._exact(scope)
        on, others = rows[rows["on_programme"]], rows[~rows["on_programme"]]
        return Standing(float(on["families"].sum()), float(on["wrong"].sum()), float(others["wrong"].sum()))

    def _within(self, scope: Scope, smallest: int) -> pd.DataFrame:
        places = [rows for code, rows in self._rows.items() if scope.allows(code)]
        found = self.table.take(np.sort(np.concatenate([*places, np.empty(0, int)])))
        return found[found["families"] >= smallest].reset_index(drop=True)

    @cached_property
    def _rows(self) -> dict[str, np.ndarray]:
        """By kabupaten the places of its groups in the table, which is of the whole nation."""
        found = self.table.groupby("kabupaten_code").indices
        return {str(code): np.asarray(rows) for code, rows in found.items()}

    def _exact(self, scope: Scope) -> pd.DataFrame:
        return models.checking_groups(self.store, scope, self.programme)


def known(store: Store, programme: str, register_of: RegisterOf) -> VisitGroups:
    """The groups of a programme over a register of the newest round's quarter; none without a model of the programme.

    A family is wrong with the mean chance of its group; where that has under ten families, of its kind in the province,
    else in the nation: the mean of two families tells who they are.
    """
    exact = models.checking_groups(store, Scope.national(), programme)
    if exact.empty:
        return VisitGroups(store, programme, exact)
    newest = Quarter.parse(models.rounds(store)["quarter"].iloc[0])
    counted = _counted(register_of(newest), programme)
    keys = ["kabupaten_code", *KIND]
    table = counted.merge(exact[keys].assign(chance=_chances(exact)), on=keys)
    return VisitGroups(store, programme, table.assign(wrong=table["families"] * table.pop("chance")))


def _counted(register: Cells, programme: str) -> pd.DataFrame:
    """The families of each group that has any."""
    sums = margin(register, programme, _UNITS[programme])
    families = np.stack([sums.off[0], sums.on[0]], axis=-1).reshape(*register.shape, 2)
    there = np.flatnonzero(families)
    kabupaten, decile, family_type, on_programme = np.unravel_index(there, families.shape)
    return pd.DataFrame(
        {
            "kabupaten_code": np.array(register.kabupaten_codes, dtype=object)[kabupaten],
            "decile": decile.astype(np.int8),
            "family_type": register.types[family_type].astype(np.int8),
            "on_programme": on_programme == 1,
            "families": families.ravel()[there].astype(np.int64),
        }
    )


def _chances(groups: pd.DataFrame) -> pd.Series:
    """The mean chance of being misplaced, of the narrowest set of like families that has ten."""
    province = groups["kabupaten_code"].str[:2]
    found = groups["wrong"] / groups["families"]
    narrow = groups["families"]
    for by in ([province, *(groups[name] for name in KIND)], [groups[name] for name in KIND]):
        sums = groups.groupby(by)[["wrong", "families"]].transform("sum")
        found = found.where(narrow >= SMALLEST_SHOWN, sums["wrong"] / sums["families"])
        narrow = narrow.where(narrow >= SMALLEST_SHOWN, sums["families"])
    return found
