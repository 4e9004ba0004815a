"""``tepat verify``: does a run record still give its answer?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.output import console, errors
from data import verification


def register(app: typer.Typer) -> None:
    """Add the command that verifies a record."""
    app.command()(verify)


def verify(
    record: Annotated[str, typer.Argument(help="The number of a run record, or its file exported as JSON.")],
    store: Annotated[
        Path, typer.Option(envvar="TEPAT_STORE", help="The store with the records and the builds.")
    ] = Path("store"),
) -> None:
    """Recompute a recorded run on the build that it names and compare the results; exit code 1 when they differ."""
    verdict = verification.verify(store, record)
    if verdict.holds:
        console.print(verdict.sentence, markup=False, highlight=False, soft_wrap=True)
        return
    errors.print(verdict.sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1)
