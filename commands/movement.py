"""``tepat movement``: the ledger of a programme, quarter by quarter."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import pandas as pd
import typer

from commands.folders import Store
from commands.levels import NATION_LEVEL, ByLevel
from commands.output import Format, print_frame
from data.contract.movement import FLOWS
from data.read import asked
from data.read.movement import ledger, wide
from data.store.open import open_store
from data.store.scope import Scope
from settings import STORE
from terms import REGISTER_PROGRAMMES, InputError

Unit = StrEnum("Unit", ["families", "persons"])


def register(app: typer.Typer) -> None:
    app.command("movement")(movement)


def movement(
    by: ByLevel = NATION_LEVEL,
    programme: Annotated[str, typer.Option(help="PKH, SEMBAKO or PBI.")] = "PKH",
    unit: Annotated[Unit, typer.Option(help="What is counted; persons for PBI alone.")] = Unit.families,
    form: Annotated[Format, typer.Option("--format", help="How figures are printed.")] = Format.table,
    store: Store = STORE,
) -> None:
    """Who came on a programme and who left it: opening + entered + moved_in - exited - moved_out = closing.

    Then a column for each reason: of those who entered (first_time, returned, more_members), and of those who exited.
    Members of a family that stays count as entered or exited persons. Moves are between areas of the level: within a
    province they are no moves of the province, and the nation has none. The first quarter has a closing only. Figures
    are exact, small counts included: the terminal belongs to whoever holds the store.
    """
    code = programme.upper()
    _refuse_persons_of_families(code, unit)
    served = open_store(store)
    rows = ledger(served, Scope.national(), code, by, asked.quarters(served))
    table = wide(rows, unit)
    if form is not Format.table:
        print_frame(table, form)
    elif by is NATION_LEVEL:
        print_frame(_across(table), form, f"{code}, {unit}")
    else:
        print_frame(table[["quarter", "group", *FLOWS]], form, f"{code}, {unit} (reasons: --format csv)")


def _across(table: pd.DataFrame) -> pd.DataFrame:
    """The nation's ledger with a column for each quarter; reasons that never occur are left out."""
    numbers = table.drop(columns="group").set_index("quarter").T
    kept = numbers.index.isin(FLOWS) | (numbers.fillna(0) != 0).any(axis=1)
    return numbers[kept].rename_axis(index="flow or reason", columns=None).reset_index()


def _refuse_persons_of_families(code: str, unit: Unit) -> None:
    families_only = [one.code for one in REGISTER_PROGRAMMES if one.unit == "family"]
    if unit is Unit.persons and code in families_only:
        raise InputError(f"unit: {code} is given to families and counted in families, got persons")
