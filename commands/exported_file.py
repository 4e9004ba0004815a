"""Reads a whole table as any command or page of this application writes it: CSV of either kind, JSON rows, Parquet.

CSV may have commas, semicolons or tabs, decimal points or commas, a byte-order mark, and lines of notes with ``#``.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd

from commands.analyst_file import MISSING
from terms import InputError


def read_table(path: Path, what: str) -> pd.DataFrame:
    """The table as texts, so that codes keep their zeros; ``what`` begins the message of a fault."""
    if not path.is_file():
        raise InputError(f"{what}: {path} is not there")
    try:
        if path.suffix.lower() in (".parquet", ".pq"):
            found = pd.read_parquet(path).astype("string").astype(object)
        elif path.suffix.lower() == ".json":
            found = pd.DataFrame(json.loads(path.read_text(encoding="utf-8-sig"))).astype("string").astype(object)
        else:
            found = _csv(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, pd.errors.ParserError) as fault:
        raise InputError(f"{what}: {path} cannot be read as CSV, JSON or Parquet: {fault}") from None
    if found.empty:
        raise InputError(f"{what}: {path} has no rows")
    return found


def number(frame: pd.DataFrame, column: str, what: str) -> pd.Series:
    """A column of texts as numbers, with decimal point or comma; InputError names the first that is none."""
    text = frame[column].astype("string").str.strip()
    commas, points = text.str.contains(",", regex=False), text.str.contains(".", regex=False)
    if (commas & points).any() or (commas.any() and points.any()):
        both = " and ".join(repr(text[sign].iloc[0]) for sign in (commas, points))
        raise InputError(f"{what}: {column} must have decimal commas or decimal points, not both, got {both}")
    found = pd.to_numeric(text.str.replace(",", ".", regex=False), errors="coerce")
    odd = found.isna()
    if odd.any():
        row = int(odd.to_numpy().argmax())
        raise InputError(f"{what}: {column} must be a number, got {frame[column].iloc[row]!r} in row {row + 1}")
    return found.astype(float)


def _csv(text: str) -> pd.DataFrame:
    lines = text.splitlines()
    notes = next((place for place, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = lines[notes] if notes < len(lines) else ""
    separator = max(",;\t", key=header.count)
    body = io.StringIO("\n".join(lines[notes:]))
    found = pd.read_csv(body, sep=separator, dtype=str, keep_default_na=False, na_values=MISSING)
    return found.rename(columns=str.strip)
