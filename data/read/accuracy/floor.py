"""What no data can mend: with fewer places than entitled families, some of them stay outside however good the list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.read.accuracy.compliance import compliance
from data.read.accuracy.errors import errors, without_weak_points
from data.read.accuracy.spotcheck import (
    EXCLUSION,
    FAMILIES,
    INCLUSION,
    PERSONS,
    Design,
    Subject,
    at_level,
    design,
    lacks_links,
    read_sums,
)
from data.read.register import desil
from data.store.open import Store
from data.store.scope import Scope
from simulator.policy.enacted import rule_in_force
from targeting.survey.ratio import ratios
from targeting.verdict.floors import exclusion_floor, exclusion_from_inclusion, inclusion_floor
from targeting.verdict.interval import t_quantile
from terms import PBI, Quarter

RECIPIENTS = {FAMILIES: "recipients", PERSONS: "persons_covered"}


@dataclass(frozen=True)
class Total:
    """An estimated number of families or persons with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Floor:
    """Places against the entitled, for all that the scope holds, in one ``unit`` throughout: that of the errors.

    ``entitled`` N_T by verified decile and components; ``recipients`` as paid; ``places`` the number in force, None
    when there is none in this unit (or the scope is narrower than the nation). N_B, ``filled``, is the larger of the
    two: places may be empty, and more may be paid than there are places. ``exclusion_floor`` = max(0, 1 − N_B/N_T) and
    ``inclusion_floor`` = max(0, 1 − N_T ÷ recipients), shares 0–1; the former with the interval that N_T's gives it.
    ``exclusion`` is the error as estimated with its interval, ``weak`` when its point is not to be shown;
    ``by_identity`` = 1 − (recipients/N_T)(1 − IE).
    """

    unit: str
    entitled: Total
    recipients: int
    places: int | None
    inclusion: float
    exclusion: Total
    weak: bool = False

    @property
    def filled(self) -> int:
        return max(self.recipients, self.places or 0)

    @property
    def exclusion_floor(self) -> Total:
        return Total(*(exclusion_floor(self.filled, total) for total in self._entitled))

    @property
    def inclusion_floor(self) -> float:
        return float(inclusion_floor(self.recipients, self.entitled.value))

    @property
    def by_identity(self) -> float:
        return exclusion_from_inclusion(self.inclusion, self.recipients, self.entitled.value)[0]

    @property
    def avoidable_exclusion(self) -> float:
        """Points of the error above its floor, a share; below 0 where the estimate lies under it."""
        return self.exclusion.value - self.exclusion_floor.value

    @property
    def _entitled(self) -> tuple[float, float, float]:
        return self.entitled.value, self.entitled.low, self.entitled.high


def floor(store: Store, scope: Scope, quarter: Quarter, programme: str, unit: str = FAMILIES) -> Floor | None:
    """None where the scope holds no visited family, or no family at all; InputError when the quarter has no spot check,
    or persons are asked of a programme that counts families."""
    asked = {kind: Subject(quarter, programme, kind, unit=unit) for kind in (INCLUSION, EXCLUSION)}
    tables = {kind: errors(store, scope, subject, "nation") for kind, subject in asked.items()}
    census = compliance(store, scope, quarter, programme, "nation")
    if census.empty or any(table.empty for table in tables.values()):
        return None
    counts, found = census.iloc[0], {kind: table.iloc[0] for kind, table in tables.items()}
    return Floor(
        unit=unit,
        entitled=entitled_total(store, scope, quarter, programme, unit),
        recipients=int(counts[RECIPIENTS[unit]]),
        places=places(quarter, programme, unit) if scope.is_national else None,
        inclusion=float(found[INCLUSION]["estimate"]),
        exclusion=Total(*(float(found[EXCLUSION][name]) for name in ("estimate", "low", "high"))),
        weak=bool(without_weak_points(tables[EXCLUSION])["estimate"].isna().iloc[0]),
    )


def places(quarter: Quarter, programme: str, unit: str) -> int | None:
    """The number in force, if it counts this unit: PBI has places for persons, the others for families."""
    counted = PERSONS if programme == PBI else FAMILIES
    return rule_in_force(programme, quarter).places if unit == counted else None


def entitled_total(store: Store, scope: Scope, quarter: Quarter, programme: str, unit: str) -> Total:
    """N_T: entitled found per registered family (person) found, times those that the register holds.

    The entitled that the register does not know are in it; NaN where no visit is linked. ``unit``: families or persons.
    """
    drawn = design(store, quarter)
    column = {FAMILIES: ("weight", "linked_weight"), PERSONS: ("person_weight", "linked_person_weight")}[unit]
    entitled = _by_unit(drawn, read_sums(store, Subject(quarter, programme, EXCLUSION)), column[0])
    if lacks_links(store, scope, quarter):
        return Total(np.nan, np.nan, np.nan)
    sums = at_level(drawn.totals(entitled, drawn.psus[column[1]].to_numpy()), "nation", scope)
    share = ratios(sums, drawn.stage)
    registered = int(desil(store, scope, quarter, "nation")[unit].sum())
    half = float(t_quantile(share.df, 0.95)[0] * share.se[0])
    value = float(share.estimate[0])
    return Total(value * registered, max(0.0, value - half) * registered, (value + half) * registered)


def _by_unit(drawn: Design, rows: pd.DataFrame, column: str) -> np.ndarray:
    return np.bincount(drawn.stage.locate(rows["psu"]), weights=rows[column], minlength=len(drawn.psus))
