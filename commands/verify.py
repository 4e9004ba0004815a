"""``tepat verify``: does a run record still give its answer, and are all the records there?"""

from __future__ import annotations

from typing import Annotated

import typer

from commands.folders import Store
from commands.output import console, errors
from data.keep.verify import all_records
from data.keep.verify import verify as verify_record
from settings import STORE


def register(app: typer.Typer) -> None:
    """Add the command that verifies a record."""
    app.command()(verify)


def verify(
    record: Annotated[
        str | None,
        typer.Argument(help="The number of a run record, or its file exported as JSON.", show_default="all records"),
    ] = None,
    store: Store = STORE,
) -> None:
    """Recompute a recorded run and compare the results; exit code 1 when they differ, or when records are missing.

    A record is recomputed on the build that it names, else on the cells kept with it or on a build with equal cells.
    Without a record: whether all records of the store are there, unchanged and sealed with its key.
    """
    verdict = verify_record(store, record) if record is not None else all_records(store)
    if verdict.holds:
        console.print(verdict.sentence, markup=False, highlight=False, soft_wrap=True)
        return
    errors.print(verdict.sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1)
