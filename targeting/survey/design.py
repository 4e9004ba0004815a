"""The first stage of a sample: which PSUs were drawn, in which strata, and from how many.

It is made from the *whole* sample, before any domain is looked at: a PSU without a member of the domain still counts in
the domain's variance. Rows may be families or PSUs; only the pairs of PSU and stratum matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from targeting.survey.singleton import Treatment, collapsed
from terms import InputError

Labels = pd.Series | pd.Index | np.ndarray
"""A label of each row."""


@dataclass(frozen=True, eq=False)
class FirstStage:
    """Every sampled PSU with its stratum.

    With a correction, ``ratios`` needs the ``SecondStage`` too where families were drawn inside the PSUs.

    ``stratum`` is one index into ``strata`` per PSU; ``fraction`` one sampling fraction per stratum (0 = drawn with
    replacement, no correction). ``singletons`` names the strata found with one PSU; ``alone`` marks those that still
    have one after the treatment, whose PSU is centred at the mean of all PSU totals.
    """

    psus: pd.Index
    stratum: np.ndarray
    strata: tuple[str, ...]
    fraction: np.ndarray
    singletons: tuple[str, ...]
    treatment: Treatment
    size: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", np.bincount(self.stratum, minlength=len(self.strata)))

    @property
    def alone(self) -> np.ndarray:
        """Strata with one PSU, unless they hold no other PSU in the population."""
        return (self.size == 1) & (self.fraction < 1)

    @property
    def scale(self) -> np.ndarray:
        """Per stratum (1 − f) n/(n − 1), the factor of the squared deviations; 1 − f where one PSU stands alone."""
        return (1 - self.fraction) * np.where(self.size > 1, self.size / np.maximum(self.size - 1, 1), 1.0)

    def locate(self, psu: Labels) -> np.ndarray:
        """The index of each PSU label; a PSU that was not sampled is an InputError."""
        codes = self.psus.get_indexer(pd.Index(psu))
        if (codes < 0).any():
            raise InputError(f"psu: {np.asarray(psu)[codes < 0][0]} is not among the sampled PSUs")
        return codes

    def note(self) -> str:
        """What was done about strata with one PSU, for the method of a result; empty when there are none."""
        count = len(self.singletons)
        if count == 0:
            return ""
        done = {Treatment.adjust: "centred at the overall mean", Treatment.collapse: "collapsed with a neighbour"}
        strata = "1 stratum" if count == 1 else f"{count} strata"
        rest = int(self.alone.sum()) if self.treatment is Treatment.collapse else 0
        return f"{strata} with one PSU {done[self.treatment]}" + (f", {rest} of them centred instead" if rest else "")


@dataclass(frozen=True, eq=False)
class SecondStage:
    """Families drawn inside each PSU: ``size`` sampled (counted or not) and ``fraction`` of those there, by PSU.

    A fraction of 0 is a PSU much larger than its sample, and errs on the safe side; 1 is a PSU visited whole.
    """

    size: np.ndarray
    fraction: np.ndarray

    @property
    def scale(self) -> np.ndarray:
        """(1 − f) m/(m − 1) by PSU; 1 − f where one family was drawn, whose deviation is then taken from 0."""
        return (1 - self.fraction) * np.where(self.size > 1, self.size / np.maximum(self.size - 1, 1), 1.0)


def second_stage(stage: FirstStage, psu: Labels, within: object = None) -> SecondStage:
    """Read the second stage off rows of families.

    ``within``, one value a PSU: families in it when above 1, or the sampling fraction when all are at most 1. Without
    it the fractions count as 0. InputError when it differs inside a PSU or is below the families sampled.
    """
    places = stage.locate(psu)
    size = np.bincount(places, minlength=len(stage.psus))
    if within is None:
        return SecondStage(size, np.zeros(len(size)))
    return SecondStage(size, size / _population("fpc within", within, places, size, stage.psus))


def first_stage(
    psu: object, stratum: object, fpc: object = None, singleton: Treatment = Treatment.adjust, area: object = None
) -> FirstStage:
    """Read the first stage off rows of families or PSUs.

    ``fpc``, one value a stratum: PSUs in the population when above 1, or the sampling fraction when all are at most 1.
    ``singleton`` says what to do with strata of one PSU: centre it at the mean of all PSU totals (``adjust``), join
    the stratum to its neighbour in code order within the same ``area`` (``collapse``; where the area has no other
    stratum, adjust), or refuse (``fail``). InputError when a PSU lies in two strata or a label is missing.
    """
    psu_codes, psus = _labels(psu, "psu")
    stratum_codes, strata = _labels(stratum, "stratum")
    of_psu = _one_each(stratum_codes, psu_codes, len(psus))
    _check_nested(stratum_codes, of_psu, psu_codes, psus, strata)
    size = np.bincount(of_psu, minlength=len(strata))
    population = _population("fpc", fpc, stratum_codes, size, strata)
    single = (size == 1) & (population > 1)
    names = tuple(str(name) for name in strata)
    found = tuple(names[code] for code in np.flatnonzero(single))
    if singleton is Treatment.fail and found:
        raise InputError(
            f"stratum: each must hold at least two PSUs, but {len(found)} hold one ({', '.join(found[:5])}); "
            "the variance inside them cannot be seen: choose adjust or collapse"
        )
    if singleton is Treatment.collapse and found:
        joined = collapsed(single, _area_of_stratum(area, stratum_codes, len(strata)))
        of_psu, population = joined[of_psu], np.bincount(joined, weights=population)
        size = np.bincount(of_psu)
        names = tuple(" + ".join(np.array(names, dtype=object)[joined == new]) for new in range(len(size)))
    return FirstStage(psus, of_psu, names, size / population, found, singleton)


def _labels(values: object, what: str) -> tuple[np.ndarray, pd.Index]:
    codes, labels = pd.factorize(pd.Series(values), sort=True)
    if (codes < 0).any():
        raise InputError(f"{what}: {int((codes < 0).sum())} rows have none; each row needs one")
    if len(codes) == 0:
        raise InputError(f"{what}: the sample has no rows")
    return codes, pd.Index(labels)


def _one_each(values: np.ndarray, codes: np.ndarray, count: int) -> np.ndarray:
    """The value of some row of each code."""
    chosen = np.empty(count, dtype=values.dtype)
    chosen[codes] = values
    return chosen


def _check_nested(stratum: np.ndarray, of_psu: np.ndarray, psu: np.ndarray, psus: pd.Index, strata: pd.Index) -> None:
    astray = np.flatnonzero(of_psu[psu] != stratum)
    if len(astray):
        row = astray[0]
        both = sorted((str(strata[stratum[row]]), str(strata[of_psu[psu[row]]])))
        raise InputError(
            f"psu: each must lie in one stratum, but {psus[psu[row]]} lies in {both[0]} and {both[1]}; "
            "where PSUs are numbered anew in each stratum, join the two codes into one column"
        )


def _population(what: str, fpc: object, unit: np.ndarray, size: np.ndarray, units: pd.Index) -> np.ndarray:
    """PSUs in the population of each stratum, or families in each PSU; infinite without a correction."""
    if fpc is None:
        return np.full(len(size), np.inf)
    values = np.asarray(fpc, dtype=float)
    if not np.isfinite(values).all() or (values < 0).any():
        raise InputError(f"{what}: must be a number in the population or a fraction in every row")
    known = _one_each(values, unit, len(size))
    uneven = np.flatnonzero(known[unit] != values)
    if len(uneven):
        raise InputError(f"{what}: must be the same in all of a unit, but differs in {units[unit[uneven[0]]]}")
    if (known > 1).any() and (known < 1).any():
        raise InputError(f"{what}: must be numbers (1 or more) or fractions (at most 1) throughout, got both")
    with np.errstate(divide="ignore"):
        population = known if (known > 1).any() else size / known
    short = np.flatnonzero(population < size * (1 - 1e-12))
    if len(short):
        raise InputError(
            f"{what}: the population must hold those sampled, but {units[short[0]]} has "
            f"{population[short[0]]:g} for {size[short[0]]}"
        )
    return population


def _area_of_stratum(area: object, stratum: np.ndarray, count: int) -> np.ndarray:
    """The area that most rows of a stratum lie in; one area for all when none are given."""
    if area is None:
        return np.zeros(count, dtype=np.int64)
    codes, names = _labels(area, "area")
    rows = np.bincount(stratum * len(names) + codes, minlength=count * len(names))
    return rows.reshape(count, len(names)).argmax(axis=1)
