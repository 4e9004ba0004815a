"""``tepat demo``: a synthetic register in the contract's own files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from commands.output import console, errors
from data.demo import generate
from settings import INBOX, INBOX_VARIABLE
from terms import InputError, Quarter


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    scale: Annotated[
        float, typer.Option(help="Rows per family: 0.01 writes a row for about 100 families, 1.0 all.")
    ] = 0.01,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same files, byte for byte.")] = 1,
    inbox: Annotated[
        Path, typer.Option(envvar=INBOX_VARIABLE, file_okay=False, help="Folder that gets a folder for each quarter.")
    ] = INBOX,
    quarters: Annotated[str, typer.Option(help="First and last quarter to write.")] = "2025Q1..2026Q1",
) -> None:
    """Write a synthetic register of 2025Q1 to 2026Q1: made up, calibrated to published figures, marked as synthetic.

    A folder of a quarter that exists is replaced when it is synthetic, and never when it is real.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("demo", total=1.0)
        written = generate(
            inbox,
            scale,
            seed,
            _span(quarters),
            progress=lambda stage, done: bar.update(task, description=stage, completed=done),
        )
    console.print(f"{written[0]} to {written[-1]} written to {inbox} (synthetic, scale {scale:g}, seed {seed}).")


def _span(text: str) -> tuple[Quarter, Quarter]:
    first, dots, last = text.partition("..")
    if not dots:
        last = first
    try:
        return Quarter.parse(first), Quarter.parse(last)
    except InputError:
        raise InputError(f"demo: quarters must look like 2025Q1..2026Q1, got {text!r}") from None
