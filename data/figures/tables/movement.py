"""The ledger with its reasons, and the moves between deciles, area by area."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from data.figures import ledger as ledgers
from data.figures import mobility
from data.figures.tables.question import TableQuestion
from data.read import movement
from data.read.asked import quarters
from data.store.disclosure import WITHHELD
from data.store.open import Store
from data.store.scope import Scope
from geo import regions
from terms import LEVELS, NATION, PBI

#: What a ledger tells of against the quarter before.
FLOWS = ("opening", "entered", "moved_in", "exited", "moved_out")
_NATION, _PROVINCE, _KABUPATEN = LEVELS


def unit_of(programme: str) -> str:
    """What a programme counts: families, of PBI persons."""
    return "persons" if programme == PBI else "families"


def ledger(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """The ledgers of the programmes; see ``ledger.areas``. Of the first quarter the closing alone is known."""
    told = _by_programme(
        asked,
        lambda programme, unit: ledgers.areas(store, scope, programme, unit, asked.level, (asked.quarter,)),
    )
    is_first = asked.quarter == quarters(store)[0]
    return told.assign(**dict.fromkeys(FLOWS, np.nan)) if is_first else told


def reasons(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """Why recipients came and left; see ``ledger.reasons``."""
    told = _by_programme(
        asked,
        lambda programme, unit: ledgers.reasons(store, scope, programme, unit, asked.level, asked.quarter),
    )
    return told.assign(**{WITHHELD: told["count"].isna().map({True: "count", False: ""})})


def _by_programme(asked: TableQuestion, rows: Callable[[str, str], pd.DataFrame]) -> pd.DataFrame:
    parts = [
        rows(programme, unit_of(programme)).assign(programme=programme, unit=unit_of(programme))
        for programme in asked.programmes
    ]
    return pd.concat(parts, ignore_index=True)


def transitions(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """Families by decile in the quarter before and in this one, of each area; nobody's pairs are left out.

    Nothing in the first quarter, and where families were not followed.
    """
    before = asked.quarter.previous()
    columns = ["code", "quarter_before", "decile_before", "decile_after", "families", WITHHELD]
    if before not in movement.spans(store, asked.quarter):
        return pd.DataFrame(columns=columns)
    parts = [
        _moves(mobility.pairs(store, area, asked.level, before, asked.quarter)).assign(code=code)
        for code, area in _areas(scope, asked)
    ]
    whole = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    return whole.assign(quarter_before=str(before))


def _areas(scope: Scope, asked: TableQuestion) -> Iterator[tuple[str, Scope]]:
    """The areas of the level within the scope, each as a scope of its own."""
    if asked.level == _NATION:
        yield NATION, scope
    elif asked.level == _PROVINCE:
        codes = scope.province_codes or tuple(regions.provinces()["province_code"])
        yield from ((code, Scope.provinces(code)) for code in codes)
    else:
        whole = regions.kabupaten()["kabupaten_code"]
        yield from ((code, Scope.kabupaten(code)) for code in whole if scope.is_national or scope.allows(code))


def _moves(found: np.ndarray) -> pd.DataFrame:
    """The matrix row by row; a hidden count is missing and says so."""
    matrix = pd.DataFrame(found, index=mobility.STATES, columns=mobility.STATES)
    rows: Any = matrix.rename_axis("decile_before").rename_axis(columns="decile_after").stack()
    told = rows.rename("families").reset_index()
    told = told[(told["families"] != 0) & ~told[["decile_before", "decile_after"]].eq(mobility.OUTSIDE).all(axis=1)]
    return told.assign(**{WITHHELD: told["families"].isna().map({True: "families", False: ""})})
