"""Words that every room shares: the quarter, the programmes, and the fault of an input.

This module imports nothing of the project, so that every room may import it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from functools import total_ordering

PKH = "PKH"
SEMBAKO = "SEMBAKO"
PBI = "PBI"

#: The code that stands for all areas, and the levels of areas from the widest to the narrowest.
NATION = "ID"
LEVELS = ("nation", "province", "kabupaten")
QUARTERS_A_YEAR = 4
#: The errors, as shares, that a programme is held against, the wider first.
TARGETS = (0.10, 0.05)

#: Western Indonesian time, in which every day and hour is shown; what is stored is UTC.
JAKARTA = timezone(timedelta(hours=7), "WIB")

_QUARTER = re.compile(r"(\d{4})Q([1-4])")


@dataclass(frozen=True)
class Reason:
    """One reason of a refusal as a code and what it speaks of, so that a page can say it in the reader's language.

    Whole numbers stay numbers: each language writes them with its own separators.
    """

    code: str
    values: tuple[tuple[str, str | int], ...] = ()


class InputError(ValueError):
    """A fault of something the user gave: a file, a code, a policy, an option.

    The message, in English, says what was asked, the rule, and what came; it is shown as it is, without a traceback.
    ``reasons`` say the same for a page that speaks another language; empty when the message is all there is.
    """

    def __init__(self, message: str = "", reasons: tuple[Reason, ...] = ()) -> None:
        super().__init__(message)
        self.reasons = reasons


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """A calendar quarter, ordered, printed as ``2026Q1``."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise InputError(f"quarter: the number must be 1 to 4, got {self.number}")

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2026Q1``; anything else is an InputError that shows the form."""
        match = _QUARTER.fullmatch(text.strip())
        if match is None:
            raise InputError(f"quarter: must look like 2026Q1, got {text!r}")
        return cls(int(match[1]), int(match[2]))

    @property
    def ordinal(self) -> int:
        """Quarters since year 0, so that differences count quarters."""
        return self.year * QUARTERS_A_YEAR + self.number - 1

    @property
    def first_day(self) -> date:
        """The first day: rules are those in force on it."""
        return date(self.year, self.number * 3 - 2, 1)

    def shift(self, quarters: int) -> Quarter:
        """The quarter that lies so many quarters later (earlier when negative)."""
        year, index = divmod(self.ordinal + quarters, QUARTERS_A_YEAR)
        return Quarter(year, index + 1)

    def next(self) -> Quarter:
        return self.shift(1)

    def previous(self) -> Quarter:
        return self.shift(-1)

    def __lt__(self, other: Quarter) -> bool:
        return self.ordinal < other.ordinal

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


@dataclass(frozen=True)
class Programme:
    """A programme of aid and the unit that it is given to: ``family`` or ``person``.

    The code is upper case in data and results (``PKH``) and lower case as a key of a policy file (``pkh``).
    """

    code: str
    unit: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z][A-Z0-9_]{1,39}", self.code):
            raise InputError(f"programme: the code must be capital letters, digits and _, got {self.code!r}")
        if self.unit not in ("family", "person"):
            raise InputError(f"{self.key}: the unit must be family or person, got {self.unit!r}")

    @property
    def key(self) -> str:
        return self.code.lower()


REGISTER_PROGRAMMES = (Programme(PKH, "family"), Programme(SEMBAKO, "family"), Programme(PBI, "person"))

#: Why a figure is missing: nothing was counted, it may not be told, or the sample cannot tell it.
NO_DATA, WITHHELD, NOT_ESTIMABLE = "no_data", "withheld", "not_estimable"
