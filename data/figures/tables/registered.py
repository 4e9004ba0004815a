"""Families by decile, recipients, and what there is altogether, area by area."""

from __future__ import annotations

import pandas as pd

from data.figures import deciles, guard_places, guard_register
from data.figures.tables.question import TableQuestion
from data.read import register
from data.store.disclosure import OPEN_LEVELS, hide
from data.store.open import Store
from data.store.scope import Scope
from terms import PBI


def desil(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """Families and persons by decile; see ``deciles.by_decile``."""
    return deciles.by_decile(store, scope, asked.quarter, asked.level)


def recipients(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """Recipients by programme, in its own unit; below the province hidden where the ledger hides its closing."""
    rows = register.recipients(store, scope, asked.quarter, asked.level)
    rows = rows[rows["programme"].isin(asked.programmes)].reset_index(drop=True)
    is_person = rows["programme"] == PBI
    rows = rows.assign(
        unit=is_person.map({True: "persons", False: "families"}),
        recipients=rows["persons"].where(is_person, rows["families"]),
    )
    return hide(rows, ["recipients"], _closing_hidden(store, rows, asked))


def totals(store: Store, scope: Scope, asked: TableQuestion) -> pd.DataFrame:
    """Families, persons and rupiah of all programmes, hidden as in ``figures.totals``: the rupiah with any count of
    recipients."""
    registered = register.desil(store, scope, asked.quarter, asked.level).groupby("code")[["families", "persons"]].sum()
    aid = register.recipients(store, scope, asked.quarter, asked.level)
    rows = registered.join(aid.groupby("code")["rupiah"].sum(), how="outer").reset_index()
    if asked.level in OPEN_LEVELS:
        return rows
    lost = set(aid.loc[_closing_hidden(store, aid, asked), "code"])
    few = [(code, guard_register.ALL) in guard_register.hidden(store, code[:2], asked.quarter) for code in rows["code"]]
    rows = hide(rows, ["families", "persons"], few)
    return hide(rows, ["rupiah"], rows["code"].isin(lost))


def _closing_hidden(store: Store, rows: pd.DataFrame, asked: TableQuestion) -> list[bool]:
    if asked.level in OPEN_LEVELS:
        return [False] * len(rows)
    areas = zip(rows["programme"], rows["code"], strict=True)
    return [guard_places.closing_hidden(store, programme, code, asked.quarter) for programme, code in areas]
