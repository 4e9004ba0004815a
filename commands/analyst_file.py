"""Reading the columns of an analyst's own CSV or Parquet file, with every fault named by column and row."""

from __future__ import annotations

import csv
import gzip
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import pandas as pd

from commands.numerals import Numerals, parsed, where
from terms import InputError

MISSING = ["", "NA", "NaN", "nan", "null"]
FLAGS = {"1": 1.0, "1.0": 1.0, "1,0": 1.0, "true": 1.0, "0": 0.0, "0.0": 0.0, "0,0": 0.0, "false": 0.0}
WHOLE = r"[+-]?\d+(?:\.0)?"


@dataclass(frozen=True, eq=False)
class Columns:
    """The columns of a file that were asked for, and how its numbers are written."""

    frame: pd.DataFrame
    numerals: Numerals

    @property
    def index(self) -> pd.Index:
        return self.frame.index

    def labels(self, column: str) -> pd.Series:
        """A column of codes as text without blanks around it, in one Unicode form; a missing one is an InputError.

        Where spreadsheets wrote whole numbers as 101.0, all of the column is 101.
        """
        values = self.frame[_name(column)]
        if pd.api.types.is_float_dtype(values) and (values.dropna() == values.dropna().round()).all():
            values = values.astype("Int64")
        text = _one_form(values.astype("string"))
        text = text.mask(text.isin(MISSING))
        _refuse_missing(text, column)
        if text.str.fullmatch(WHOLE).all():
            text = text.str.removesuffix(".0")
        return text.astype(str)

    def numbers(self, column: str, gaps: bool = False, scale_free: bool = False) -> pd.Series:
        """A column of numbers; missing ones are NaN with ``gaps``, else an InputError.

        ``scale_free``: nothing changes when all of the column is a thousand times as large (see ``numerals``).
        """
        values = self.frame[_name(column)]
        if not gaps:
            _refuse_missing(values, column)
        if pd.api.types.is_numeric_dtype(values) or not _holds_text(values):
            return values.astype(float)
        text = values.astype("string").str.strip().str.replace(r"[\u00a0\u202f]", " ", regex=True)
        text = text.mask(text.isin(MISSING))
        if not gaps:
            _refuse_missing(text, column)
        found = pd.Series(parsed(text, column, self.numerals, scale_free), index=values.index)
        odd = found.isna() & text.notna()
        if odd.any():
            told = ", as told by --decimal and --thousands" if self.numerals.told else ""
            raise InputError(f"{column}: must be a number{told}, got {values[odd].iloc[0]!r}{where(odd)}")
        return found

    def flags(self, column: str, within: pd.Series | None = None) -> pd.Series:
        """A column of 0 and 1 (or true and false) as numbers; outside ``within`` a value may be missing."""
        values = self.frame[_name(column)]
        _refuse_missing(values if within is None else values[within != 0], column)
        given = values.astype("string").str.strip().str.lower().map(FLAGS)
        odd = given.isna() & values.notna()
        if odd.any():
            raise InputError(f"{column}: must be 0 or 1, got {values[odd].iloc[0]!r}{where(odd)}")
        return given.astype("float64")


def read_columns(path: Path, columns: Mapping[str, str | None], numerals: Numerals) -> Columns:
    """The named columns of a file; keys are the options that named them, for the message when one is not there.

    CSV with comma, semicolon or tab (also .csv.gz) is read as text, so that codes keep their zeros; Parquet as it is.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    parquet = path.suffix.lower() in (".parquet", ".pq")
    frame = _parquet(path) if parquet else _text(path)
    frame.columns = _names(path, list(frame.columns))
    wanted = {option: name for option, name in columns.items() if name is not None}
    absent = [f"{option} {name}" for option, name in wanted.items() if _name(name) not in frame.columns]
    if absent:
        raise InputError(
            f"{path}: no column for {', '.join(absent)}; the columns are {', '.join(map(str, frame.columns))}"
        )
    if frame.empty:
        raise InputError(f"{path}: has no rows")
    return Columns(frame[list(dict.fromkeys(map(_name, wanted.values())))], numerals)


def _parquet(path: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(path).reset_index(drop=True)
    except (OSError, ValueError) as fault:
        raise InputError(f"{path}: cannot be read as Parquet: {fault}") from fault


def _text(path: Path) -> pd.DataFrame:
    opened = gzip.open if path.suffix.lower() == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as lines:
            header = lines.readline().lstrip("\ufeff")
            # Notes above the header are what this application's own exports begin with.
            while header.lower().startswith(("sep=", "#")):
                header = lines.readline()
            separator = max(";\t,", key=header.count)
            names = next(csv.reader([header], delimiter=separator), [])
            with warnings.catch_warnings():
                # A row longer than the header would lose its last value, or shift all columns by one.
                warnings.simplefilter("error", pd.errors.ParserWarning)
                return pd.read_csv(
                    lines,
                    sep=separator,
                    header=None,
                    names=range(len(names)),
                    index_col=False,
                    dtype=str,
                    keep_default_na=False,
                    na_values=MISSING,
                ).set_axis(names, axis=1)
    except pd.errors.ParserWarning as fault:
        raise InputError(f"{path}: has rows with more values than the header has names ({len(names)})") from fault
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, ValueError) as fault:
        raise InputError(f"{path}: cannot be read as CSV in UTF-8: {fault}") from fault


def _name(given: object) -> str:
    return normalize("NFC", str(given).strip())


def _names(path: Path, given: list[object]) -> list[str]:
    names = [_name(name) for name in given]
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    if twice:
        raise InputError(
            f"{path}: each column must have a name of its own, but {', '.join(twice)} comes more than once"
        )
    return names


def _one_form(text: pd.Series) -> pd.Series:
    return text.str.strip().str.normalize("NFC")


def _holds_text(values: pd.Series) -> bool:
    """Whether a column is text, rather than a Parquet column of decimal numbers."""
    known = values.dropna()
    return known.empty or isinstance(known.iloc[0], str)


def _refuse_missing(values: pd.Series, column: str) -> None:
    missing = values.isna()
    if missing.any():
        raise InputError(
            f"{column}: every row counted needs a value, but {int(missing.sum())} have none{where(missing)}"
        )
