"""``tepat errors``: inclusion and exclusion error from the store's spot check, with interval and verdict."""

from __future__ import annotations

from enum import StrEnum
from itertools import product
from typing import Annotated

import typer

from commands.folders import Store
from commands.levels import NATION_LEVEL, ByLevel
from commands.output import Format, print_frame
from commands.output import errors as errors_console
from data.read import asked
from data.read.accuracy.errors import COLUMNS, errors_over_time
from data.read.accuracy.spotcheck import ERRORS, PERSONS, UNITS, YARDSTICKS, Subject, unlinked_warnings
from data.store.open import open_store
from data.store.scope import Scope
from settings import STORE
from terms import PBI, REGISTER_PROGRAMMES, Quarter

# The words are the readers', kept in one place; mypy would have them written out here again.
Kind = StrEnum("Kind", list(ERRORS))  # type: ignore[misc]
Judge = StrEnum("Judge", list(YARDSTICKS))  # type: ignore[misc]
ErrorUnit = StrEnum("ErrorUnit", list(UNITS))  # type: ignore[misc]
_DECILE, _FAMILIES = Judge("decile"), ErrorUnit("families")
IN_FULL = ["psus", "strata", "df", "se", "n_effective", "method", "yardstick", "unit", "correlation"]


def register(app: typer.Typer) -> None:
    app.command("errors")(errors)


def errors(
    by: ByLevel = NATION_LEVEL,
    programme: Annotated[
        str | None,
        typer.Option(help="PKH, SEMBAKO or PBI; all that count the unit when not given.", show_default=False),
    ] = None,
    error: Annotated[Kind | None, typer.Option(help="Both when not given.", show_default=False)] = None,
    yardstick: Annotated[
        Judge, typer.Option(help="Who is entitled: by verified decile and components, or by the officer's verdict.")
    ] = _DECILE,
    unit: Annotated[ErrorUnit, typer.Option(help="What is counted; PBI covers single persons too.")] = _FAMILIES,
    quarter: Annotated[str | None, typer.Option(help="Such as 2026Q1; the last one when not given.")] = None,
    target: Annotated[float, typer.Option(help="The error to stay under, a share.")] = 0.05,
    form: Annotated[Format, typer.Option("--format", help="How to print; JSON and CSV at full precision.")] = (
        Format.table
    ),
    store: Store = STORE,
) -> None:
    """Inclusion error (recipients not entitled ÷ recipients) and exclusion error (entitled, not recipients ÷ entitled).

    Families are counted; a family is on PBI when at least one member is. In a list of many areas some are met or missed
    by luck: "verdict" is that of an area by itself, "listed" the same where it holds among so many, else unproven.
    "correlation_from" says whose intra-cluster correlation an interval rests on where an area's own variance tells
    too little: the national sample's, or a careful default (0.085) where that is too small to tell.
    """
    served = open_store(store)
    wanted = Quarter.parse(quarter) if quarter else asked.quarters(served)[-1]
    codes = [programme.upper()] if programme else _counting(unit.value)
    kinds = [error.value] if error else list(ERRORS)
    subjects = tuple(Subject(wanted, code, kind, yardstick.value, unit.value) for code, kind in product(codes, kinds))
    table = errors_over_time(served, Scope.national(), subjects, by.value, target)
    named = ["programme", "error", "yardstick", "unit"] if len(subjects) > 1 else []
    shown = table[[*named, *COLUMNS]]
    if form is Format.table:
        shown = shown.drop(columns=[name for name in IN_FULL if name in shown])
    for doubt in unlinked_warnings(served, wanted):
        errors_console.print(f"Warning: {doubt}.", highlight=False)
    which = "" if named else f"{codes[0]} {kinds[0]}, "
    print_frame(shown, form, f"{which}{wanted}, {unit.value}, by {yardstick.value}, against {target:g}")


def _counting(unit: str) -> list[str]:
    """The programmes that count families, all of them, or persons."""
    return [one.code for one in REGISTER_PROGRAMMES if unit != PERSONS or one.code == PBI]
