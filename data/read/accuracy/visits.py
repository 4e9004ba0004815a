"""How good the visits are: answers given, families found in the register, and what blind second visits say."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.read.accuracy.errors import errors
from data.read.accuracy.spotcheck import EXCLUSION, INCLUSION, Design, Subject, at_level, design, national_sums
from data.read.asked import held
from data.statements import statement
from data.store.open import Store
from data.store.scope import Scope
from targeting.survey.covariance import covariance
from targeting.survey.ratio import ratios
from targeting.survey.rechecks import Recheck, _exclusion, _without_mistakes, cohen_kappa, corrected_at, rogan_gladen
from targeting.survey.sums import Sums
from terms import InputError, Quarter

SPECIFICITIES = (0.95, 0.97, 0.99)
VISITS = ("visits", "interviewed", "refused", "not_found", "moved", "deceased", "linked")
STEP, NORMAL = 1e-5, 1.959964


@dataclass(frozen=True)
class Response:
    """Visits by what became of them (counts), units, and shares 0–1: ``response_share`` interviewed ÷ (interviewed +
    refused + not found), ``link_share`` of the interviewed known to register or payments, both weighted."""

    units: int
    counts: dict[str, int]
    response_share: float
    link_share: float


@dataclass(frozen=True)
class Corrected:
    """An error corrected for mistakes of the visits; ``low`` and ``high`` hold both samples' uncertainty, cut to 0–1.

    ``distinguishable`` is False when mistakes of the visits alone could make the error seen.
    """

    value: float
    low: float
    high: float
    truncated: bool
    distinguishable: bool


def response(store: Store, scope: Scope, quarter: Quarter) -> Response:
    """What became of the visits within the scope."""
    psus = design(store, quarter).psus
    seen = psus[[scope.allows(code) for code in psus["kabupaten_code"]]]
    weight = seen[["in_scope_weight", "interviewed_weight", "linked_weight"]].sum()
    counts = {name: int(seen[name].sum()) for name in VISITS}
    shares = [
        float(above / below) if below > 0 else np.nan
        for above, below in (
            (weight["interviewed_weight"], weight["in_scope_weight"]),
            (weight["linked_weight"], weight["interviewed_weight"]),
        )
    ]
    return Response(len(seen), counts, *shares)


def response_adjusted(store: Store, scope: Scope, subject: Subject) -> float:
    """The error when weights are raised within strata to all families that should have answered: families that refused
    or were not found are taken to be like the interviewed of their stratum. Beside the error, not instead of it."""
    drawn = design(store, subject.quarter)
    by_stratum = drawn.psus.groupby("stratum")[["in_scope_weight", "interviewed_weight"]].transform("sum")
    raised = (by_stratum["in_scope_weight"] / by_stratum["interviewed_weight"]).to_numpy()
    sums = national_sums(store, subject)
    raise_by = raised[sums.psu]
    changed = replace(sums, weight=sums.weight * raise_by, weight_positives=sums.weight_positives * raise_by)
    return float(ratios(at_level(changed, "nation", scope), drawn.stage).estimate[0])


def rechecked(store: Store, subject: Subject) -> np.ndarray:
    """Families visited twice in the nation: first visit (rows: not entitled, entitled) by second (columns)."""
    asked = {
        "quarter": held(store, (subject.quarter,))[0],
        "programme": subject.programme,
        "yardstick": subject.yardstick,
    }
    rows = store.cursor().execute(statement("read/spotcheck_recheck"), asked).fetchall()
    table = np.zeros((2, 2), dtype=np.int64)
    for first, again, families in rows:
        table[int(first), int(again)] += families
    return table


def kappa(agreement: np.ndarray) -> float:
    """Agreement of both visits beyond chance (Cohen); NaN without rechecks."""
    return cohen_kappa(agreement) if agreement.sum() > 0 else np.nan


def recheck_of(agreement: np.ndarray) -> Recheck | None:
    """Sensitivity P(judged not entitled | second visit not entitled) and specificity, the second visit as reference.

    None when there are too few rechecks, or they agree no better than chance.
    """
    (wrong, right) = agreement.sum(axis=0)
    if min(wrong, right) == 0:
        return None
    try:
        return Recheck(float(agreement[0, 0] / wrong), int(wrong), float(agreement[1, 1] / right), int(right))
    except InputError:
        return None


def corrected(store: Store, scope: Scope, subject: Subject) -> Corrected | None:
    """The error by verified decile of all that the scope holds, without the visits' mistakes; None without usable
    rechecks.

    Inclusion by Rogan and Gladen. Exclusion has the mistakes in its denominator too: the same correction is made among
    recipients and among the others, and the error put together again, with a delta-method standard error.
    """
    recheck = recheck_of(rechecked(store, subject))
    if recheck is None:
        return None
    if subject.error == INCLUSION:
        row = errors(store, scope, subject, "nation").iloc[0]
        found = rogan_gladen(row["estimate"], row["se"] ** 2, recheck)
        low, high = (float(np.clip(found.value + side * NORMAL * found.se, 0, 1)) for side in (-1, 1))
        return Corrected(float(found.value), low, high, bool(found.truncated), bool(found.distinguishable))
    return _corrected_exclusion(store, scope, subject, recheck)


def sensitivity_table(observed: float) -> dict[float, float]:
    """What an inclusion error would be if so many of the entitled were judged right, none of the others wrong."""
    return corrected_at(observed, 1.0, SPECIFICITIES)


def _corrected_exclusion(store: Store, scope: Scope, subject: Subject, recheck: Recheck) -> Corrected:
    drawn = design(store, subject.quarter)
    seen = tuple(ratios(at_level(sums, "nation", scope), drawn.stage) for sums in _shares(store, subject, drawn))
    values = np.array([*(float(one.estimate[0]) for one in seen), recheck.sensitivity, recheck.specificity])
    spread = np.zeros((5, 5))
    spread[:3, :3] = covariance(seen, drawn.stage)
    spread[3, 3] = recheck.sensitivity * (1 - recheck.sensitivity) / recheck.n_sensitivity
    spread[4, 4] = recheck.specificity * (1 - recheck.specificity) / recheck.n_specificity
    wrong = _without_mistakes(values)
    if not ((wrong >= 0) & (wrong <= 1)).all():
        value = _exclusion(values)
        return Corrected(value, 0.0, 1.0, True, False)
    slope = [(_exclusion(values + STEP * unit) - _exclusion(values - STEP * unit)) / (2 * STEP) for unit in np.eye(5)]
    value, half = _exclusion(values), NORMAL * float(np.sqrt(slope @ spread @ slope))
    return Corrected(value, max(0.0, value - half), min(1.0, value + half), False, True)


def _shares(store: Store, subject: Subject, drawn: Design) -> tuple[Sums, Sums, Sums]:
    """Sums of three shares: the not entitled among recipients, and among the other families interviewed, and the
    recipients among all interviewed."""
    inclusion = national_sums(store, replace(subject, error=INCLUSION))
    exclusion = national_sums(store, replace(subject, error=EXCLUSION))

    def by_unit(sums: Sums, name: str) -> np.ndarray:
        return np.bincount(sums.psu, weights=getattr(sums, name), minlength=len(drawn.psus))

    everyone = pd.DataFrame(
        {
            "psu": drawn.psus["psu"],
            "n": drawn.psus["interviewed"],
            "positives": by_unit(inclusion, "n"),
            "weight": drawn.psus["interviewed_weight"],
            "weight_positives": by_unit(inclusion, "weight"),
            "weight_squares": drawn.psus["interviewed_weight_squares"],
        }
    )
    n, weight = everyone["n"] - everyone["positives"], everyone["weight"] - everyone["weight_positives"]
    others = everyone.assign(
        n=n,
        positives=n - by_unit(exclusion, "positives"),
        weight=weight,
        weight_positives=weight - by_unit(exclusion, "weight_positives"),
        weight_squares=everyone["weight_squares"] - by_unit(inclusion, "weight_squares"),
    )
    return inclusion, drawn.sums(others[others["n"] > 0]), drawn.sums(everyone[everyone["n"] > 0])
