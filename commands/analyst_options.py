"""Options that the statistics on an analyst's own file have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.output import Format

Target = Annotated[float, typer.Option(help="The error to stay under, a share.")]
Form = Annotated[Format, typer.Option("--format", help="How to print; JSON and CSV at full precision.")]
Decimal = Annotated[
    str | None,
    typer.Option("--decimal", metavar="MARK", help="Mark before decimals, in all of the file.", show_default=False),
]
Thousands = Annotated[
    str | None,
    typer.Option(
        "--thousands",
        metavar="MARK",
        help="Mark between thousands, in all of the file.",
        show_default=False,
    ),
]


def file_of(row: str) -> typer.models.ArgumentInfo:
    """The file whose rows are each a ``row``."""
    return typer.Argument(help=f"CSV (comma or semicolon) or Parquet, one row {row}.", show_default=False)


def column(text: str) -> typer.models.OptionInfo:
    """An option that names a column."""
    return typer.Option(metavar="COL", help=text, show_default=False)


Families = Annotated[Path, file_of("a family")]
Areas = Annotated[Path, file_of("an area")]
