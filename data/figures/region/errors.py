"""Both errors of each programme in an area: one estimate, whose it is, and the visits that would decide."""

from __future__ import annotations

import pandas as pd

from data.figures.region.standings import number
from data.figures.region.values import AreaError, level_of
from data.read.accuracy import errors, small_areas, spotcheck
from data.read.accuracy.small_areas import MODEL, NEITHER, SAMPLE
from data.read.accuracy.spotcheck import Subject
from data.store.open import Store
from data.store.scope import Scope
from targeting.verdict.plan import Question, deciding
from terms import REGISTER_PROGRAMMES, TARGETS, InputError, Quarter

__all__ = ["NEITHER"]

#: What the sample that would decide is counted for: 5 %, a power of 80 %, a two-sided 95 %, a design effect of 1.5.
DECIDES, EFFECT = Question(min(TARGETS), 0.8, 0.025), 1.5


def of_area(store: Store, scope: Scope, area: str, quarter: Quarter) -> tuple[AreaError, ...]:
    """The six errors, by the verified decile and in families; none where the quarter has no usable spot check."""
    held = scope.within(area)
    if not spotcheck.has_spotcheck(store, quarter) or spotcheck.lacks_links(store, held, quarter):
        return ()
    found = []
    for one in REGISTER_PROGRAMMES:
        for error in spotcheck.ERRORS:
            subject = Subject(quarter, one.code, error)
            row = _modelled(store, held, subject) if level_of(area) == "kabupaten" else None
            found.append(_own(store, held, subject) if row is None else row)
    return tuple(found)


def _modelled(store: Store, held: Scope, subject: Subject) -> AreaError | None:
    """By the area's own sample where that decides, else by the small-area model; None where there is no model."""
    try:
        rows = small_areas.small_areas(store, held, subject).areas
    except InputError:
        return None
    if rows.empty:
        return None
    row = rows.iloc[0]
    if row["use"] == SAMPLE:
        own = {"estimate": "direct", "low": "direct_low", "high": "direct_high", "n_effective": "n_effective"}
        direct = pd.DataFrame({name: [row[column]] for name, column in own.items()}).assign(se=0.0)
        return _error(subject, SAMPLE, errors.without_weak_points(direct).iloc[0], str(row["verdict"]), int(row["n"]))
    verdict = str(row["model_verdict"]).split(" ")[0] if row["use"] == MODEL else "unproven"
    return _error(subject, row["use"], row, verdict, int(row["n"]))


def _own(store: Store, held: Scope, subject: Subject) -> AreaError:
    """By the area's own sample."""
    rows = errors.without_weak_points(errors.errors(store, held, subject, "nation"))
    if rows.empty:
        return AreaError(subject.programme, subject.error, SAMPLE, None, None, None, "insufficient", 0, None)
    row = rows.iloc[0]
    return _error(subject, SAMPLE, row, str(row["verdict"]), int(row["n"]))


def _error(subject: Subject, source: str, row: pd.Series, verdict: str, visits: int) -> AreaError:
    estimate, low, high = (number(row[name]) for name in ("estimate", "low", "high"))
    size = None if estimate is None else needed(estimate)
    return AreaError(subject.programme, subject.error, source, estimate, low, high, verdict, visits, size)


def needed(estimate: float) -> int | None:
    """Families that decide an error of this size against the target; None where it lies too near."""
    try:
        return deciding(estimate, DECIDES, EFFECT).n
    except InputError:
        return None
