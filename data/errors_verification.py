"""How good the visits are: answers given, families found in the register, and what blind second visits say."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.errors import errors
from data.movements import held
from data.scope import Scope
from data.spotcheck import EXCLUSION, INCLUSION, Design, Subject, at_level, design, national_sums
from data.statements import statement
from data.store import Store
from targeting.covariance import covariance
from targeting.ratio import ratios
from targeting.sums import Sums
from targeting.verification import Recheck, cohen_kappa, corrected_at, rogan_gladen
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
    """The error of all that the scope holds without the visits' mistakes; None without usable rechecks.

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
    among = tuple(ratios(at_level(sums, "nation", scope), drawn.stage) for sums in _not_entitled(store, subject, drawn))
    (paid, paid_seen), (unpaid, unpaid_seen) = (_seen(store, scope, subject, drawn, place) for place in (0, 1))
    seen = np.array([paid_seen, unpaid_seen, recheck.sensitivity, recheck.specificity])
    spread = np.zeros((4, 4))
    spread[:2, :2] = covariance(among, drawn.stage)
    for place, (share, n) in enumerate(
        ((recheck.sensitivity, recheck.n_sensitivity), (recheck.specificity, recheck.n_specificity)), start=2
    ):
        spread[place, place] = share * (1 - share) / n

    def exclusion(values: np.ndarray) -> float:
        wrong = (values[:2] + values[3] - 1) / (values[2] + values[3] - 1)
        entitled = np.array([paid, unpaid]) * (1 - np.clip(wrong, 0, 1))
        return float(entitled[1] / entitled.sum())

    slope = np.array(
        [(exclusion(seen + STEP * unit) - exclusion(seen - STEP * unit)) / (2 * STEP) for unit in np.eye(4)]
    )
    value, half = exclusion(seen), NORMAL * float(np.sqrt(slope @ spread @ slope))
    raw = (seen[:2] + seen[3] - 1) / (seen[2] + seen[3] - 1)
    truncated = bool(((raw < 0) | (raw > 1)).any())
    return Corrected(value, max(0.0, value - half), min(1.0, value + half), truncated, not truncated)


def _not_entitled(store: Store, subject: Subject, drawn: Design) -> tuple[Sums, Sums]:
    """Sums of those not entitled among recipients, and among interviewed families that are no recipients."""
    inclusion = national_sums(store, replace(subject, error=INCLUSION))
    exclusion = national_sums(store, replace(subject, error=EXCLUSION))
    count = len(drawn.psus)

    def by_unit(psu: np.ndarray, values: np.ndarray) -> np.ndarray:
        return np.bincount(psu, weights=values, minlength=count)

    n = drawn.psus["interviewed"].to_numpy() - by_unit(inclusion.psu, inclusion.n)
    weight = drawn.psus["interviewed_weight"].to_numpy() - by_unit(inclusion.psu, inclusion.weight)
    squares = drawn.psus["interviewed_weight_squares"].to_numpy() - by_unit(inclusion.psu, inclusion.weight_squares)
    rows = pd.DataFrame(
        {
            "psu": drawn.psus["psu"],
            "n": n,
            "positives": n - by_unit(exclusion.psu, exclusion.positives),
            "weight": weight,
            "weight_positives": weight - by_unit(exclusion.psu, exclusion.weight_positives),
            "weight_squares": squares,
        }
    )
    return inclusion, drawn.sums(rows[rows["n"] > 0])


def _seen(store: Store, scope: Scope, subject: Subject, drawn: Design, place: int) -> tuple[float, float]:
    """Weight of a group within the scope, and the share of it judged not entitled."""
    sums = at_level(_not_entitled(store, subject, drawn)[place], "nation", scope)
    return float(sums.weight.sum()), float(sums.weight_positives.sum() / sums.weight.sum())
