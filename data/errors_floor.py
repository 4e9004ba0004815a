"""What no data can mend: with fewer places than entitled families, some of them stay outside however good the list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.errors import errors
from data.errors_compliance import compliance
from data.readers import desil
from data.rule_in_force import rule_in_force
from data.scope import Scope
from data.spotcheck import EXCLUSION, INCLUSION, Design, Subject, at_level, design, lacks_links, read_sums
from data.store import Store
from targeting.indicators import exclusion_floor, exclusion_from_inclusion, inclusion_floor
from targeting.interval import t_quantile
from targeting.ratio import ratios
from terms import PBI, Quarter


@dataclass(frozen=True)
class Total:
    """An estimated number of families or persons with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Floor:
    """Places against the entitled, for all that the scope holds; shares 0–1, families unless said.

    ``entitled`` N_T by verified decile and components; ``recipients`` N_B as paid. ``places`` and ``entitled_units``
    are in the programme's unit (PBI: persons); places are None when no number is in force (or the scope is narrower
    than the nation). ``exclusion_floor`` = max(0, 1 − N_B/N_T), ``inclusion_floor`` = max(0, 1 − N_T/N_B);
    ``places_floor`` the former at all places. ``by_identity`` = 1 − (N_B/N_T)(1 − IE), to be held beside ``exclusion``.
    """

    entitled: Total
    recipients: int
    entitled_units: Total
    places: int | None
    inclusion: float
    exclusion: float
    exclusion_floor: float
    inclusion_floor: float
    places_floor: float | None
    by_identity: float

    @property
    def avoidable_exclusion(self) -> float:
        return self.exclusion - self.exclusion_floor

    @property
    def avoidable_inclusion(self) -> float:
        return self.inclusion - self.inclusion_floor


def floor(store: Store, scope: Scope, quarter: Quarter, programme: str) -> Floor:
    """InputError when the quarter has no spot check."""
    found = {
        kind: float(errors(store, scope, Subject(quarter, programme, kind), "nation")["estimate"].iloc[0])
        for kind in (INCLUSION, EXCLUSION)
    }
    families = entitled_total(store, scope, quarter, programme, "families")
    units = entitled_total(store, scope, quarter, programme, "persons") if programme == PBI else families
    recipients = int(compliance(store, scope, quarter, programme, "nation")["recipients"].iloc[0])
    places = rule_in_force(programme, quarter).places if scope.is_national else None
    return Floor(
        entitled=families,
        recipients=recipients,
        entitled_units=units,
        places=places,
        inclusion=found[INCLUSION],
        exclusion=found[EXCLUSION],
        exclusion_floor=float(exclusion_floor(recipients, families.value)),
        inclusion_floor=float(inclusion_floor(recipients, families.value)),
        places_floor=None if places is None else float(exclusion_floor(places, units.value)),
        by_identity=exclusion_from_inclusion(found[INCLUSION], recipients, families.value)[0],
    )


def entitled_total(store: Store, scope: Scope, quarter: Quarter, programme: str, unit: str) -> Total:
    """N_T: entitled found per registered family (person) found, times those that the register holds.

    The entitled that the register does not know are in it; NaN where no visit is linked. ``unit``: families or persons.
    """
    drawn = design(store, quarter)
    column = {"families": ("weight", "linked_weight"), "persons": ("person_weight", "linked_person_weight")}[unit]
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
