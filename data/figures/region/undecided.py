"""The error of which most kabupaten have no verdict, and the sample that would give one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.figures.region.errors import needed
from data.read.accuracy import small_areas, spotcheck
from data.read.accuracy.small_areas import NEITHER, SAMPLE
from data.read.accuracy.spotcheck import Subject
from data.store.open import Store
from data.store.scope import Scope
from targeting.verdict.verdict import Verdict
from terms import REGISTER_PROGRAMMES, InputError, Quarter

DECIDED = (Verdict.met, Verdict.missed)


@dataclass(frozen=True)
class Undecided:
    """Of ``areas`` kabupaten, ``open`` have no verdict against 5 % on this error of this programme; ``visits`` more
    families decide all of them but ``near``, whose error lies too near the target."""

    programme: str
    error: str
    areas: int
    open: int
    visits: int
    near: int


def most_undecided(store: Store, held: Scope, quarter: Quarter) -> Undecided | None:
    """None where every kabupaten of the scope has its verdicts, or there is no usable spot check to fit a model to."""
    if not spotcheck.has_spotcheck(store, quarter) or spotcheck.lacks_links(store, held, quarter):
        return None
    kinds = ((one.code, error) for one in REGISTER_PROGRAMMES for error in spotcheck.ERRORS)
    found = [_open(store, held, Subject(quarter, *kind)) for kind in kinds]
    known = [one for one in found if one is not None and len(one[1])]
    if not known:
        return None
    subject, rows, areas = max(known, key=lambda one: len(one[1]))
    more = [_more(float(one), int(n)) for one, n in zip(rows["estimate"], rows["n"], strict=True)]
    visits = [one for one in more if one is not None]
    return Undecided(subject.programme, subject.error, areas, len(rows), sum(visits), len(more) - len(visits))


def _open(store: Store, held: Scope, subject: Subject) -> tuple[Subject, pd.DataFrame, int] | None:
    try:
        rows = small_areas.small_areas(store, held, subject).areas
    except InputError:
        return None
    modelled = rows["model_verdict"].str.split(" ").str[0]
    used = np.where(rows["use"] == SAMPLE, rows["listed"], modelled)
    open_ = (rows["use"] == NEITHER) | ~pd.Series(used, rows.index).isin(DECIDED)
    return subject, rows[open_], len(rows)


def _more(estimate: float, visits: int) -> int | None:
    """Families to visit beyond those visited; None where no number of them decides."""
    size = needed(estimate)
    return None if size is None else max(size - visits, 0)
