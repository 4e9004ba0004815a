"""The bands of projections, drawn once for everybody who asks the same, kept by build, questions and level of areas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from data.figures import projection as shown
from data.figures.projection import Values
from data.store.open import Store
from data.store.scope import Scope
from pages.cached.long_work import Waits, in_silence, queue
from pages.cached.projection import KEY, Compared, fit, laid, projected, refuse
from pages.cached.store import build
from simulator.projection.lines import lines

DRAWS, MOST_KEPT = 100, 16
Edges = dict[tuple[str, str], tuple[Values, Values]]


@dataclass(eq=False)
class _Kept:
    """Bands that were drawn in this process, the oldest forgotten first."""

    tables: dict[tuple[object, ...], tuple[pd.DataFrame, ...]] = field(default_factory=dict)


def edges(scope: Scope, compared: Compared, programme: str, which: int) -> Edges | None:
    """The bands of a programme under one of the questions in the area; None until they were drawn."""
    refuse(scope, compared)
    store = build()
    drawn = _kept().tables.get((store.build_id, programme, *compared.key()))
    return None if drawn is None else _edges(store, scope, compared, which, programme, _Table(drawn[which]))


def are_drawn(compared: Compared, programme: str) -> bool:
    """Whether the bands of a programme under these questions are at hand."""
    return (build().build_id, programme, *compared.key()) in _kept().tables


def of_all(scope: Scope, compared: Compared, programme: str, banded: bool) -> list[Edges | None]:
    """``edges`` of each of the questions; None each where no band was drawn."""
    return [edges(scope, compared, programme, which) if banded else None for which in range(len(compared.asked))]


def draw(compared: Compared, programme: str, told: Callable[[int], None], waits: Waits = in_silence) -> None:
    """Draw the bands of a programme and keep them; ``told`` hears how many draws are done.

    It may raise to stop: then none is kept. While other long work is done it stands in line, and ``waits`` hears for
    how long; Full is raised where that is full.
    """
    store, kept = build(), _kept()
    with queue().turn(waits):
        key = store.build_id, programme, *compared.key()
        if key not in kept.tables:
            asked, policies = compared.asked, tuple(one.policy for one in compared.asked)
            made = [laid(store, one, compared.by, programme, policies) for one in asked]
            drawn = lines(made, fit(store, asked[0].quarter), shown.level_of(compared.area), DRAWS, told=told)
            kept.tables[key] = tuple(drawn.table(which) for which in range(len(asked)))
            for old in list(kept.tables)[:-MOST_KEPT]:
                kept.tables.pop(old, None)


@dataclass(frozen=True, eq=False)
class _Table:
    """A table of bands beside the key of what it was drawn for."""

    rows: pd.DataFrame


@st.cache_resource(show_spinner=False)
def _kept() -> _Kept:
    return _Kept()


@st.cache_data(
    max_entries=256,
    show_spinner=False,
    hash_funcs=KEY | {_Table: lambda _: ""},
)
def _edges(store: Store, scope: Scope, compared: Compared, which: int, programme: str, table: _Table) -> Edges:
    made = projected(store, compared.asked[which], compared.by, programme)
    return shown.edges(shown.opened(made, scope), table.rows, compared.area)
