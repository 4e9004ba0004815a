"""Targeting errors with intervals: provinces and the nation by their own sample, kabupaten by the small-area model."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.figures.tables.movement import unit_of
from data.figures.tables.question import TableQuestion
from data.read.accuracy import errors as own
from data.read.accuracy import small_areas, spotcheck
from data.read.accuracy.spotcheck import Subject
from data.store.open import Store
from data.store.scope import Scope
from terms import LEVELS, PBI, InputError

_COLUMNS = ("n", "n_effective", "estimate", "low", "high", "verdict", "listed")


def errors(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """Both errors of the programmes by both yardsticks; nothing where nobody was visited or no visit is linked.

    `scope` is all that somebody may see, not the area alone: whether a verdict holds among many areas depends on them.
    """
    absent = not spotcheck.has_spotcheck(store, asked.quarter)
    if absent or spotcheck.lacks_links(store, Scope.national(), asked.quarter):
        return pd.DataFrame(columns=["code", *_COLUMNS])
    return pd.concat([_of(store, scope, asked.level, one) for one in _subjects(asked)], ignore_index=True)


def _subjects(asked: TableQuestion) -> Iterator[Subject]:
    """PBI in families and in persons, as on the page."""
    for programme in asked.programmes:
        for unit in dict.fromkeys((spotcheck.FAMILIES, unit_of(programme) if programme == PBI else spotcheck.FAMILIES)):
            for error in spotcheck.ERRORS:
                for yardstick in spotcheck.YARDSTICKS:
                    yield Subject(asked.quarter, programme, error, yardstick, unit)


def _of(store: Store, scope: Scope, level: str, subject: Subject) -> pd.DataFrame:
    rows = _modelled(store, scope, subject) if level == LEVELS[2] else _sampled(store, scope, level, subject)
    return rows[["code", "method", *_COLUMNS]].assign(
        programme=subject.programme,
        error=subject.error,
        yardstick=subject.yardstick,
        unit=subject.unit,
        target=own.TARGET,
    )


def _sampled(store: Store, scope: Scope, level: str, subject: Subject) -> pd.DataFrame:
    """Points that mislead are left out."""
    rows = own.without_weak_points(own.errors(store, scope, subject, level))
    told = {name: rows[name].map(str) for name in ("verdict", "listed")}
    return rows.assign(code=rows["group"], method="sample", **told)


def _modelled(store: Store, scope: Scope, subject: Subject) -> pd.DataFrame:
    """The model's estimate; the verdict is the one to use, ``unproven`` where sample and model contradict. Nothing
    where there is nothing to model."""
    try:
        rows = small_areas.small_areas(store, scope, subject).areas
    except InputError:
        return pd.DataFrame(columns=["code", "method", *_COLUMNS])
    of_model = rows["model_verdict"].map(lambda one: str(one).split(" ")[0])
    told = rows["listed"].map(str).where(rows["use"] == small_areas.SAMPLE, of_model)
    used = told.mask(rows["use"] == small_areas.NEITHER, "unproven")
    return rows.assign(method="model", verdict=used, listed=used)
