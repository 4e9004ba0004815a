"""``tepat errors``: inclusion and exclusion error from the store's spot check, with interval and verdict."""

from __future__ import annotations

from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import Annotated

import typer

from commands.output import Format, print_frame
from commands.output import errors as errors_console
from data import readers
from data.errors import COLUMNS, errors_over_time
from data.scope import Scope
from data.spotcheck import ERRORS, YARDSTICKS, Subject, unlinked_warnings
from data.store import open_store
from terms import REGISTER_PROGRAMMES, Quarter

Level = StrEnum("Level", list(readers.LEVELS))
Kind = StrEnum("Kind", list(ERRORS))
Judge = StrEnum("Judge", list(YARDSTICKS))
IN_FULL = ["psus", "strata", "df", "se", "n_effective", "method", "yardstick"]


def register(app: typer.Typer) -> None:
    app.command("errors")(errors)


def errors(
    by: Annotated[Level, typer.Option(help="What a row is; the nation's code is ID.")] = Level.nation,
    programme: Annotated[
        str | None, typer.Option(help="PKH, SEMBAKO or PBI; all of them when not given.", show_default=False)
    ] = None,
    error: Annotated[Kind | None, typer.Option(help="Both when not given.", show_default=False)] = None,
    yardstick: Annotated[
        Judge, typer.Option(help="Who is entitled: by verified decile and components, or by the officer's verdict.")
    ] = Judge.decile,
    quarter: Annotated[str | None, typer.Option(help="Such as 2026Q1; the last one when not given.")] = None,
    target: Annotated[float, typer.Option(help="The error to stay under, a share.")] = 0.05,
    form: Annotated[Format, typer.Option("--format", help="How to print; JSON and CSV at full precision.")] = (
        Format.table
    ),
    store: Annotated[Path, typer.Option(envvar="TEPAT_STORE", file_okay=False, help="Folder of the store.")] = Path(
        "store"
    ),
) -> None:
    """Inclusion error (recipients not entitled ÷ recipients) and exclusion error (entitled, not recipients ÷ entitled).

    Families are counted; a family is on PBI when at least one member is. Verdicts are those of single areas: in a list
    of many, some are met or missed by luck.
    """
    served = open_store(store)
    wanted = Quarter.parse(quarter) if quarter else readers.quarters(served)[-1]
    codes = [programme.upper()] if programme else [one.code for one in REGISTER_PROGRAMMES]
    kinds = [error.value] if error else list(ERRORS)
    subjects = tuple(Subject(wanted, code, kind, yardstick.value) for code, kind in product(codes, kinds))
    table = errors_over_time(served, Scope.national(), subjects, by.value, target)
    named = ["programme", "error", "yardstick"] if len(subjects) > 1 else []
    shown = table[[*named, *COLUMNS]]
    if form is Format.table:
        shown = shown.drop(columns=[name for name in IN_FULL if name in shown])
    for doubt in unlinked_warnings(served, wanted):
        errors_console.print(f"Warning: {doubt}.", highlight=False)
    which = "" if named else f"{codes[0]} {kinds[0]}, "
    print_frame(shown, form, f"{which}{wanted}, by {yardstick.value}, against {target:g}")
