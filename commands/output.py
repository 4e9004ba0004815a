"""How the terminal prints figures: a table for people, JSON and CSV for programs."""

from __future__ import annotations

import json
import math
import sys
from enum import StrEnum

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from data import spreadsheet

console = Console()
errors = Console(stderr=True)


class Format(StrEnum):
    """The three forms of a printed result."""

    table = "table"
    json = "json"
    csv = "csv"


def print_frame(frame: pd.DataFrame, form: Format, title: str = "") -> None:
    """Print a frame; JSON is a list of rows with ``null`` where undefined, at full precision; CSV has a header row.

    In CSV no text is a formula (``data.spreadsheet``).
    """
    if form is Format.json:
        sys.stdout.write(json.dumps(rows(frame), indent=2, ensure_ascii=False) + "\n")
    elif form is Format.csv:
        spreadsheet.to_csv(frame, sys.stdout)
    else:
        console.print(_table(frame, title))


def rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The frame as plain rows for JSON: numbers as Python numbers, undefined values as None."""
    return [{name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: object) -> object:
    if hasattr(value, "item"):
        value = value.item()
    if value is None or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, bool | int | float | str | list | dict) else str(value)


def _table(frame: pd.DataFrame, title: str) -> Table:
    table = Table(title=title or None, header_style="bold")
    for name in frame.columns:
        numeric = pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
        table.add_column(str(name), justify="right" if numeric else "left", overflow="fold")
    for row in frame.itertuples(index=False):
        # Text, not markup: a cell from a file may hold square brackets.
        table.add_row(*(Text(_shown(value)) for value in row))
    return table


def _shown(value: object) -> str:
    plain = _plain(value)
    if plain is None:
        return "–"
    if isinstance(plain, bool | str):
        return str(plain)
    return f"{plain:,.0f}" if isinstance(plain, int) or plain == round(plain) else f"{plain:,.4g}"
