"""What the screen says and how it writes numbers, in Bahasa Indonesia (`id`) and English (`en`).

A sentence has one key, with both languages, in `pages/shared/words/*.toml`: `ringkasan.title`. Indonesian
numbers: decimal comma, points for thousands, juta = million, miliar = billion, triliun = trillion. Undefined is "–".
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pandas as pd

from terms import Quarter

LANGUAGES = ("id", "en")
FOLDER = Path(__file__).parent / "words"
UNDEFINED = "–"
MINUS = "−"
NBSP = "\u00a0"
#: Keys of what columns are called: who reads a file types their names, with an ordinary space.
COLUMN = ".col_"
_STEPS = {
    "id": ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"), (1e3, "ribu")),
    "en": ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand")),
}
_ROMAN = ("I", "II", "III", "IV")

Say = Callable[..., str]


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence by key, each a mapping from language to text."""
    tables = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.toml"))}
    found = {f"{stem}.{name}": both for stem, table in tables.items() for name, both in table.items()}
    return {key: both if COLUMN in key else _joined(both) for key, both in found.items()}


def _joined(both: dict[str, str]) -> dict[str, str]:
    """With numbers that a line's end does not part from their per cent sign."""
    return {language: re.sub(r"(?<=[0-9}]) %", f"{NBSP}%", text) for language, text in both.items()}


@dataclass(frozen=True)
class Voice:
    """Speaks one language of the screen, and writes its numbers, quarters and days."""

    language: str

    def bulat(self, value: float | None) -> str:
        """A whole number in full: `289.060.513`, `289,060,513`."""
        if not _is_known(value):
            return UNDEFINED
        return _separated(f"{abs(round(value)):,}", self.language, minus=round(value) < 0)

    def desimal(self, value: float | None, decimals: int = 3) -> str:
        """A number with at most so many decimals, without trailing zeros: `0,842`, `37.2`."""
        if not _is_known(value):
            return UNDEFINED
        text = f"{abs(value):,.{decimals}f}"
        text = text.rstrip("0").rstrip(".") if decimals else text
        return _separated(text, self.language, minus=value < 0 and text != "0")

    def tetap(self, value: float | None, decimals: int) -> str:
        """A number in full with exactly so many decimals, as a column of a table has them: `9.842,0`, `9,842.0`."""
        if not _is_known(value):
            return UNDEFINED
        rounded = round(value, decimals)
        return _separated(f"{abs(rounded):,.{decimals}f}", self.language, minus=rounded < 0)

    def angka(self, value: float | None, decimals: int = 1) -> str:
        """A rounded number with its word: `3,4 juta`, `3.4 million`; below ten thousand in full.

        The step is chosen after rounding, so that 999,999 is one million and never a thousand thousand.
        """
        if not _is_known(value):
            return UNDEFINED
        for size, word in _STEPS[self.language]:
            rounded = round(abs(value) / size, decimals)
            if rounded >= 1 and round(abs(value)) >= 10_000:
                return _separated(f"{rounded:,.{decimals}f}", self.language, minus=value < 0) + NBSP + word
        return self.bulat(value)

    def rupiah(self, value: float | None, decimals: int = 1) -> str:
        """Money: `Rp1,2 triliun`, `Rp1.2 trillion`."""
        if not _is_known(value):
            return UNDEFINED
        text = self.angka(abs(value), decimals)
        return f"{MINUS if value < 0 and text != '0' else ''}Rp{text}"

    def persen(self, share: float | None, decimals: int = 1) -> str:
        """A share (0–1) in per cent: `37,2 %`, `37.2%`."""
        if not _is_known(share):
            return UNDEFINED
        rounded = round(share * 100, decimals)
        text = _separated(f"{abs(rounded):,.{decimals}f}", self.language, minus=rounded < 0)
        return f"{text}{NBSP}%" if self.language == "id" else f"{text}%"

    def selang(self, low: float | None, high: float | None) -> str:
        """The bounds of an interval of a share, the sign once: `30,7–32,5 %`; `–` where there is none."""
        if not _is_known(low) or not _is_known(high):
            return UNDEFINED
        return f"{self.persen(low).rstrip(f'%{NBSP}')}–{self.persen(high)}"

    def poin(self, difference: float | None, decimals: int = 1) -> str:
        """A difference of two shares in percentage points with its sign: `+1,2 poin`, `+1.2 pp`."""
        if not _is_known(difference):
            return UNDEFINED
        rounded = round(difference * 100, decimals)
        text = _separated(f"{abs(rounded):,.{decimals}f}", self.language, minus=rounded < 0)
        return f"{'+' if rounded > 0 else ''}{text}{NBSP}{'poin' if self.language == 'id' else 'pp'}"

    def persen_bertanda(self, share: float | None, decimals: int = 1) -> str:
        """A change as a share of what was, in per cent with its sign: `+1,2 %`; zero has none."""
        text = self.persen(share, decimals)
        return f"+{text}" if _is_known(share) and round(share * 100, decimals) > 0 else text

    def selisih(self, difference: float | None, money: bool = False) -> str:
        """A difference with its sign: `+1,2 juta`, `−Rp3,4 miliar`; zero has none."""
        text = self.rupiah(difference) if money else self.angka(difference)
        return f"+{text}" if _is_known(difference) and round(difference) > 0 else text

    def triwulan(self, quarter: Quarter) -> str:
        """The quarter in words: `Triwulan I 2026`, `Quarter 1, 2026`."""
        if self.language == "id":
            return f"Triwulan {_ROMAN[quarter.number - 1]} {quarter.year}"
        return f"Quarter {quarter.number}, {quarter.year}"

    def triwulan_dalam(self, quarter: Quarter) -> str:
        """The quarter inside a sentence: `triwulan I 2026`, `quarter 1, 2026`."""
        named = self.triwulan(quarter)
        return named[:1].lower() + named[1:]

    def triwulan_pendek(self, quarter: Quarter) -> str:
        """The quarter in a narrow place: `2026T1`, `2026Q1`. Addresses and files always say `2026Q1`."""
        return f"{quarter.year}{'T' if self.language == 'id' else 'Q'}{quarter.number}"

    def triwulan_antara(self, first: Quarter, last: Quarter) -> str:
        """What lies between two quarters, both included: `2026T1 sampai 2031T1`; the one quarter where they are one."""
        if first == last:
            return self.triwulan_pendek(first)
        ends = {"first": self.triwulan_pendek(first), "last": self.triwulan_pendek(last)}
        return self.say("umum.quarters_between", **ends)

    def tanggal(self, day: date) -> str:
        """A date: `23 Januari 2026`, `23 January 2026`."""
        month = self.say("umum.months").split()[day.month - 1]
        return f"{day.day} {month} {day.year}"

    def separators(self) -> str:
        """Plotly's `layout.separators`: decimal sign, then thousands."""
        return ",." if self.language == "id" else ".,"

    def count(self, value: float, unit: str) -> str:
        """`1 keluarga`, `tidak ada keluarga`, `1,2 juta keluarga`, `sejumlah keluarga (tidak ditampilkan)`.

        A count may be hidden only because it would give away another, so it is not said to be small.
        """
        if pd.isna(value):
            return self.say(f"pergerakan.few_{unit}")
        if round(value) in (0, 1):
            return self.say(f"pergerakan.none_{unit}" if round(value) == 0 else f"pergerakan.one_{unit}")
        return self.say(f"pergerakan.many_{unit}", number=self.angka(value))

    def say(self, key: str, **values: object) -> str:
        """The sentence in this language with `{name}` places filled; `{name:family|families}` is the first word where
        the number of that name is one. An unknown key is a fault of the program."""
        return sentences()[key][self.language].format(**{name: _Put(value) for name, value in values.items()})


@dataclass(frozen=True)
class _Put:
    """A value that is put into a sentence, or one of two words by whether it is written as one."""

    value: object

    def __format__(self, words: str) -> str:
        one, divides, many = words.partition("|")
        if not divides:
            return format(self.value, words)
        return one if str(self.value) in ("1", f"{MINUS}1", "+1") else many


def _is_known(value: float | None) -> TypeGuard[float]:
    # An infinite figure is the quotient of something and nothing: not a number that can be read.
    return value is not None and not pd.isna(value) and math.isfinite(value)


def _separated(text: str, language: str, minus: bool) -> str:
    if language == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if minus else text
