"""How the terminal prints figures: a table for people, JSON and CSV for programs."""

from __future__ import annotations

import json
import math
import sys
from enum import StrEnum

import pandas as pd
from rich.console import Console

from commands.tables import tables
from data import spreadsheet

console = Console()
errors = Console(stderr=True)


class Format(StrEnum):
    """The three forms of a printed result."""

    table = "table"
    json = "json"
    csv = "csv"


def print_frame(frame: pd.DataFrame, form: Format, title: str = "", caption: str = "") -> None:
    """Print a frame; JSON is a list of rows with ``null`` where undefined, at full precision; CSV has a header row.

    In CSV no text is a formula (``data.spreadsheet``). A table, with a title above and a caption below, breaks lines
    between words only; what is too wide for the terminal goes on in a second table below.
    """
    if form is Format.json:
        sys.stdout.write(json.dumps(rows(frame), indent=2, ensure_ascii=False) + "\n")
    elif form is Format.csv:
        spreadsheet.to_csv(frame, sys.stdout)
    else:
        numeric = [_is_number(frame[name]) for name in frame.columns]
        for table in tables(frame.map(_shown), numeric, (title, caption), console.width):
            console.print(table)


def rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The frame as plain rows for JSON: numbers as Python numbers, undefined values as None."""
    return [{str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: object) -> object:
    if hasattr(value, "item"):
        value = value.item()
    if value is None or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, bool | int | float | str | list | dict) else str(value)


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _shown(value: object) -> str:
    plain = _plain(value)
    if plain is None:
        return "–"
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        return str(plain)
    return f"{plain:,.0f}" if plain == round(plain) else f"{plain:,.4g}"
