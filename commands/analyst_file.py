"""Reading the columns of an analyst's own CSV or Parquet file, with every fault named by column and row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from terms import InputError

MISSING = ["", "NA", "NaN", "nan", "null"]
FLAGS = {"1": 1.0, "1.0": 1.0, "true": 1.0, "0": 0.0, "0.0": 0.0, "false": 0.0}


def read_columns(path: Path, columns: Mapping[str, str | None]) -> pd.DataFrame:
    """The named columns of a file; keys are the options that named them, for the message when one is not there.

    CSV with comma, semicolon or tab is read as text, so that codes keep their zeros; Parquet as it is.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    parquet = path.suffix.lower() in (".parquet", ".pq")
    frame = _parquet(path) if parquet else _text(path)
    wanted = {option: name for option, name in columns.items() if name is not None}
    absent = [f"{option} {name}" for option, name in wanted.items() if name not in frame.columns]
    if absent:
        raise InputError(
            f"{path}: no column for {', '.join(absent)}; the columns are {', '.join(map(str, frame.columns))}"
        )
    if frame.empty:
        raise InputError(f"{path}: has no rows")
    return frame[list(dict.fromkeys(wanted.values()))]


def labels(frame: pd.DataFrame, column: str) -> pd.Series:
    """A column of codes as text; a missing one is an InputError."""
    values = frame[column]
    _refuse_missing(values, column)
    if pd.api.types.is_float_dtype(values) and (values == values.round()).all():
        values = values.astype("int64")
    return values.astype(str)


def numbers(frame: pd.DataFrame, column: str, gaps: bool = False) -> pd.Series:
    """A column of numbers, decimal comma or point; missing ones are NaN with ``gaps``, else an InputError."""
    values = frame[column]
    if not gaps:
        _refuse_missing(values, column)
    if pd.api.types.is_numeric_dtype(values):
        return values.astype(float)
    text = values.astype("string").str.strip()
    text = text.where(text.str.contains(".", regex=False), text.str.replace(",", ".", regex=False))
    odd = pd.to_numeric(text, errors="coerce").isna() & text.notna()
    if odd.any():
        raise InputError(f"{column}: must be a number, got {values[odd].iloc[0]!r}{_rows(odd)}")
    return text.astype(object).where(text.notna(), float("nan")).astype(float)


def flags(frame: pd.DataFrame, column: str, within: pd.Series | None = None) -> pd.Series:
    """A column of 0 and 1 (or true and false) as numbers; outside ``within`` a value may be missing."""
    values = frame[column]
    _refuse_missing(values if within is None else values[within != 0], column)
    given = values.astype("string").str.strip().str.lower().map(FLAGS)
    odd = given.isna() & values.notna()
    if odd.any():
        raise InputError(f"{column}: must be 0 or 1, got {values[odd].iloc[0]!r}{_rows(odd)}")
    return given.astype("float64")


def _parquet(path: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(path)
    except (OSError, ValueError) as fault:
        raise InputError(f"{path}: cannot be read as Parquet: {fault}") from fault


def _text(path: Path) -> pd.DataFrame:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            header = lines.readline()
        separator = max(";\t,", key=header.count)
        return pd.read_csv(
            path, sep=separator, dtype=str, encoding="utf-8-sig", keep_default_na=False, na_values=MISSING
        )
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as fault:
        raise InputError(f"{path}: cannot be read as CSV in UTF-8: {fault}") from fault


def _refuse_missing(values: pd.Series, column: str) -> None:
    missing = values.isna()
    if missing.any():
        raise InputError(
            f"{column}: every row counted needs a value, but {int(missing.sum())} have none{_rows(missing)}"
        )


def _rows(chosen: pd.Series) -> str:
    """Where: the first rows, numbered from 1 without the header."""
    first = [str(index + 1) for index in chosen.index[chosen][:5]]
    return f" (row {', '.join(first)}{' …' if int(chosen.sum()) > 5 else ''})"
