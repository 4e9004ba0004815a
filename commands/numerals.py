"""Numbers as people type them: with a point or a comma, for decimals or for thousands, and never guessed in silence.

"1.532" is one and a half, or one thousand five hundred and thirty-two. A column that allows both readings is refused
with its rows; ``--decimal`` and ``--thousands`` tell which is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from terms import InputError

MARKS = {".": "point", ",": "comma"}
GROUPERS = (".", ",", " ", "'")
PLAIN = re.compile(r"[+-]?\d+")
SCIENTIFIC = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d+")
FROM_TEN = re.compile(r"[+-]?0*[1-9]\d+")


@dataclass(frozen=True)
class Numerals:
    """How numbers are written: the mark before decimals and the one between thousands; None = not told.

    A thousands mark that is told settles the decimal mark: the comma, or the point where the comma groups.
    """

    decimal: str | None = None
    thousands: str | None = None

    def __post_init__(self) -> None:
        if self.decimal not in (None, *MARKS):
            raise InputError(f"--decimal: must be a point or a comma, got {self.decimal!r}")
        if self.thousands not in (None, *GROUPERS):
            raise InputError(f"--thousands: must be a point, a comma, a space or an apostrophe, got {self.thousands!r}")
        if self.decimal is not None and self.decimal == self.thousands:
            raise InputError(f"--decimal and --thousands: must be two marks, got {self.decimal!r} for both")

    @property
    def told(self) -> bool:
        return self.decimal is not None or self.thousands is not None

    @property
    def decimal_mark(self) -> str:
        return self.decimal or ("." if self.thousands == "," else ",")


def parsed(text: pd.Series, column: str, numerals: Numerals, scale_free: bool) -> pd.Series:
    """Texts (missing ones as NA) as floats, NaN where missing or no number.

    ``scale_free``: the column means the same when all of it is a thousand times as large, as weights do; a column that
    could be thousands throughout is then read as decimals. InputError where two readings are possible.
    """
    if numerals.told:
        return _as_told(text, numerals)
    mark = _only_mark(text, column)
    if mark is None:
        return _floats(text)
    _refuse_two_readings(text, column, mark, scale_free)
    return _floats(text.str.replace(mark, ".", regex=False))


def where(chosen: pd.Series) -> str:
    """The first rows chosen, numbered from 1 without the header."""
    first = [str(index + 1) for index in chosen.index[chosen][:5]]
    return f" (row {', '.join(first)}{' …' if int(chosen.sum()) > 5 else ''})"


def _as_told(text: pd.Series, numerals: Numerals) -> pd.Series:
    decimal, group = re.escape(numerals.decimal_mark), re.escape(numerals.thousands or "")
    whole = rf"(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+)" if group else r"\d+"
    form = rf"[+-]?{whole}(?:{decimal}\d*)?|[+-]?{decimal}\d+"
    fits = _is(text, re.compile(form)) | _is(text, SCIENTIFIC)
    plain = text.where(_is(text, SCIENTIFIC), _without(text, numerals))
    return _floats(plain.where(fits))


def _without(text: pd.Series, numerals: Numerals) -> pd.Series:
    """The texts with thousands closed up and a point before decimals."""
    closed = text.str.replace(numerals.thousands, "", regex=False) if numerals.thousands else text
    return closed.str.replace(numerals.decimal_mark, ".", regex=False)


def _only_mark(text: pd.Series, column: str) -> str | None:
    """The mark that the column uses, if any; InputError when it uses both."""
    uses = {mark: text.str.contains(mark, regex=False).fillna(False).astype(bool) for mark in MARKS}
    found = [mark for mark in MARKS if uses[mark].any()]
    if len(found) == 2:
        point, comma = (text[uses[mark]].iloc[0] for mark in MARKS)
        fewer = min(uses.values(), key=lambda rows: int(rows.sum()))
        raise InputError(
            f"{column}: uses the point and the comma ({point!r} and {comma!r}){where(fewer)}; say what each means, for "
            "example --decimal , --thousands ."
        )
    return found[0] if found else None


def _refuse_two_readings(text: pd.Series, column: str, mark: str, scale_free: bool) -> None:
    """The column is decimal, or InputError: where it may be thousands, or some of it must be."""
    name, dot = MARKS[mark], re.escape(mark)
    marked = text.str.contains(mark, regex=False).fillna(False).astype(bool) & ~_is(text, SCIENTIFIC)
    grouped = marked & _is(text, re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:{dot}\d{{3}})+"))
    several = grouped & (text.str.count(dot).fillna(0) > 1)
    way_out = f"say --thousands {mark} or --decimal {mark}"
    if several.any():
        raise InputError(f"{column}: {text[several].iloc[0]!r} has thousands{where(several)}; {way_out}")
    if not grouped.any():
        return
    example = f"{text[grouped].iloc[0]!r}{where(grouped)}"
    if grouped.equals(marked):
        beside = _is(text, FROM_TEN)
        if beside.any():
            raise InputError(
                f"{column}: {example} beside {text[beside].iloc[0]!r}{where(beside)}: three digits after each {name} "
                f"may be decimals or thousands; {way_out}"
            )
        if not scale_free:
            raise InputError(
                f"{column}: {example}: three digits after each {name} may be decimals or thousands; {way_out}"
            )
        return
    # Decimals of several lengths have their closing zeros cut off, so "2.500" among them is no decimal.
    closing_zero = grouped & text.str.endswith("0").fillna(False).astype(bool)
    shorter = marked & _is(text, re.compile(rf"[+-]?\d*{dot}\d{{0,2}}"))
    if closing_zero.any() and shorter.any():
        raise InputError(
            f"{column}: {text[closing_zero].iloc[0]!r}{where(closing_zero)} looks like thousands and "
            f"{text[shorter].iloc[0]!r}{where(shorter)} like decimals; {way_out}"
        )


def _is(text: pd.Series, form: re.Pattern[str]) -> pd.Series:
    return text.str.fullmatch(form).fillna(False).astype(bool)


def _floats(text: pd.Series) -> pd.Series:
    found = pd.to_numeric(text, errors="coerce").astype("Float64")
    return pd.Series(found.to_numpy(dtype=float, na_value=float("nan")), text.index)
