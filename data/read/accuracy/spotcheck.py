"""The spot check as the store keeps it: its design, and sums by sampled unit that errors are estimated from.

Sums of the whole nation are read, because the intra-cluster correlation is pooled over the nation; what leaves the
readers built on this module is cut down to the scope.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from data.read.asked import held
from data.read.register import warnings
from data.statements import statement
from data.store.open import Store
from data.store.scope import Scope
from targeting.survey.design import FirstStage, first_stage
from targeting.survey.sums import Sums
from targeting.verdict.verdict import Verdict
from terms import LEVELS, NATION, PBI, REGISTER_PROGRAMMES, InputError, Quarter

INCLUSION, EXCLUSION = "inclusion", "exclusion"
ERRORS = (INCLUSION, EXCLUSION)
DECILE, VERDICT = "decile", "verdict"
YARDSTICKS = (DECILE, VERDICT)
FAMILIES, PERSONS = "families", "persons"
UNITS = (FAMILIES, PERSONS)
ALL = "all"
NO_LINK = "no visit linked"
#: Warnings of the checks that speak against an estimate, with the number of visits.
UNLINKED = {
    "spotcheck_names_known_families": "{:,} visits name a family that neither register nor payments hold; they count as"
    " not on aid, so exclusion errors may be too high",
    "spotcheck_says_who_is_not_registered": "{:,} visits name no family and do not say that the register lacks it; they"
    " count as not on aid, so exclusion errors may be too high",
}
#: Traits that the visit finds; a family may have several.
TRAITS = ("pregnant_or_young_child", "pupil", "elderly", "severe_disability", "no_component")


@dataclass(frozen=True)
class Subject:
    """What is estimated: one error of one programme in one quarter, entitlement judged by one yardstick.

    ``unit``: families, or persons for PBI, whose members are covered one by one.
    """

    quarter: Quarter
    programme: str
    error: str
    yardstick: str = DECILE
    unit: str = FAMILIES

    def __post_init__(self) -> None:
        allowed = {
            "programme": tuple(one.code for one in REGISTER_PROGRAMMES),
            "error": ERRORS,
            "yardstick": YARDSTICKS,
            "unit": UNITS,
        }
        for name, known in allowed.items():
            if getattr(self, name) not in known:
                raise InputError(f"{name}: must be one of {', '.join(known)}, got {getattr(self, name)!r}")
        if self.unit == PERSONS and self.programme != PBI:
            raise InputError(f"unit: persons are counted for {PBI} alone, got {self.programme}, which counts families")


@dataclass(frozen=True, eq=False)
class Design:
    """Every sampled unit of a quarter: ``psus`` as the store keeps them, in the order of ``stage.psus``."""

    stage: FirstStage
    psus: pd.DataFrame
    kabupaten: tuple[str, ...]
    area: np.ndarray

    def sums(self, rows: pd.DataFrame) -> Sums:
        """Sums by kabupaten of rows with psu, n, positives, weight, weight_positives, weight_squares."""
        places = self.stage.locate(rows["psu"])
        names = ("n", "positives", "weight", "weight_positives", "weight_squares")
        n, positives, weight, above, squares = (rows[name].to_numpy(dtype=float) for name in names)
        area = self.area[places]
        return Sums(self.kabupaten, area, area, places, n, positives, weight, above, squares)

    def totals(self, above: np.ndarray, below: np.ndarray) -> Sums:
        """The ratio of two totals, one value of each a unit, by kabupaten; for estimates and standard errors only."""
        units = np.arange(len(self.psus))
        ones = np.ones(len(units))
        return Sums(self.kabupaten, self.area, self.area, units, ones, ones, below, above, ones, binary=False)


def has_spotcheck(store: Store, quarter: Quarter) -> bool:
    """Whether families were visited in this quarter."""
    return not _psus(store, quarter).empty


@lru_cache(maxsize=256)
def linked_visits(store: Store, scope: Scope, quarter: Quarter) -> pd.DataFrame:
    """By kabupaten within the scope (index kabupaten_code): families interviewed in this quarter, and those ``linked``,
    that is known to register or payments. Asked for again with every error, so that it is kept; not to be changed."""
    psus = _psus(store, quarter)
    seen = psus[[scope.allows(code) for code in psus["kabupaten_code"]]]
    return seen.groupby("kabupaten_code")[["interviewed", "linked"]].sum()


def lacks_links(store: Store, scope: Scope, quarter: Quarter) -> bool:
    """Whether none of the visits is linked: who receives nothing and who was not found then look alike."""
    visits = linked_visits(store, scope, quarter).sum()
    return bool(visits["interviewed"] > 0 and not visits["linked"])


def without_links(table: pd.DataFrame, store: Store, scope: Scope, quarter: Quarter) -> pd.DataFrame:
    """The rows of ``targeting.assess`` (group: ID, 35 or 35.15) with no figure where no visit of the area is linked."""
    areas = _unlinked(store, scope, quarter)
    unlinked = [group in areas for group in table["group"]]
    if not any(unlinked):
        return table
    figures = ["estimate", "se", "low", "high", "n_effective", "design_effect", "p_less", "p_more"]
    hidden = table.assign(**{name: table[name].mask(np.array(unlinked)) for name in figures})
    hidden.loc[unlinked, "verdict"] = Verdict.insufficient
    hidden.loc[unlinked, "method"] = NO_LINK
    return hidden


@lru_cache(maxsize=256)
def _unlinked(store: Store, scope: Scope, quarter: Quarter) -> frozenset[str]:
    """The areas of every level (ID, 35, 35.15) in which families were interviewed and none of them is linked."""
    visits = linked_visits(store, scope, quarter)
    found: list[str] = []
    for width in (0, 2, 5):
        summed = visits.groupby(visits.index.str[:width]).sum()
        none = (summed["interviewed"] > 0) & (summed["linked"] == 0)
        found += [str(code) or NATION for code in summed.index[none]]
    return frozenset(found)


def unlinked_warnings(store: Store, quarter: Quarter) -> tuple[str, ...]:
    """What the checks of the files say against the errors of a quarter, a sentence each."""
    found = warnings(store, quarter).set_index("name")["failures"]
    return tuple(sentence.format(found[name]) for name, sentence in UNLINKED.items() if name in found)


@lru_cache(maxsize=8)
def design(store: Store, quarter: Quarter) -> Design:
    """The design of a quarter's spot check; InputError when there was none."""
    psus = _psus(store, quarter)
    if psus.empty:
        raise InputError(f"spot check: no family was visited in {quarter}, so errors cannot be estimated")
    # A finite population correction of the first stage alone makes intervals too narrow: families within a PSU are
    # drawn too, and the visits do not say out of how many. PSUs count as drawn with replacement, which errs on the
    # safe side.
    stage = first_stage(psus["psu"], psus["stratum"], area=psus["kabupaten_code"])
    area, names = pd.factorize(psus["kabupaten_code"], sort=True)
    return Design(stage, psus, tuple(map(str, names)), area)


@lru_cache(maxsize=128)
def national_sums(store: Store, subject: Subject, domain: str = ALL) -> Sums:
    """The sums of an error over the nation, by kabupaten; ``domain``: all, linked, or one of TRAITS. InputError when no
    visit is linked."""
    if lacks_links(store, Scope.national(), subject.quarter):
        interviewed = int(linked_visits(store, Scope.national(), subject.quarter)["interviewed"].sum())
        raise InputError(
            "spot check: errors cannot be estimated: no visit is linked, none of the"
            f" {interviewed:,} families"
            f" interviewed in {subject.quarter} was found in register or payments by its family_id"
        )
    return design(store, subject.quarter).sums(read_sums(store, subject, domain))


def read_sums(store: Store, subject: Subject, domain: str = ALL) -> pd.DataFrame:
    """The stored rows of ``spotcheck_sum``."""
    values = {
        "quarter": str(subject.quarter),
        "programme": subject.programme,
        "error": subject.error,
        "yardstick": subject.yardstick,
        "domain": domain,
        "unit": subject.unit,
    }
    return store.cursor().execute(statement("read/spotcheck_sum"), values).df()


def read_wrong(store: Store, subject: Subject, kind: str) -> pd.DataFrame:
    """The stored rows of ``spotcheck_wrong``: ``kind`` is cause or decile."""
    values = {"programme": subject.programme, "error": subject.error, "kind": kind, "quarter": str(subject.quarter)}
    return store.cursor().execute(statement("read/spotcheck_wrong"), values).df()


def at_level(sums: Sums, level: str, scope: Scope) -> Sums:
    """Sums by kabupaten under the groups of a level (ID, 35, 35.15), only of what the scope holds."""
    if level not in LEVELS:
        raise InputError(f"level: must be one of {', '.join(LEVELS)}, got {level!r}")
    width = {"nation": 0, "province": 2, "kabupaten": 5}[level]
    allowed = np.array([scope.allows(code) for code in sums.groups], dtype=bool)
    codes = pd.Series([code[:width] or NATION for code in sums.groups])
    number, names = pd.factorize(codes.where(allowed), sort=True)
    kept = allowed[sums.group]
    names_of_rows = ("group", "area", "psu", "n", "positives", "weight", "weight_positives", "weight_squares")
    cut = replace(sums, **{name: getattr(sums, name)[kept] for name in names_of_rows})
    return cut.regrouped(tuple(map(str, names)), number)


@lru_cache(maxsize=8)
def _psus(store: Store, quarter: Quarter) -> pd.DataFrame:
    asked = {"quarter": held(store, (quarter,))[0]}
    return store.cursor().execute(statement("read/spotcheck_psu"), asked).df()
