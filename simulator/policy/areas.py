"""Which provinces and kabupaten/kota there are, and what became of codes that are no more."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference"
NEAREST = 3


@dataclass(frozen=True)
class Former:
    """A kabupaten/kota that was renumbered: its present code and its name, since when."""

    code: str
    name: str
    year: str


@cache
def names() -> dict[str, str]:
    """The name of every province (``35``) and kabupaten/kota (``35.15``) by Kemendagri code; 38 and 514."""
    return {row["code"]: row["name"] for row in _rows("areas")}


@cache
def former() -> dict[str, Former]:
    """What became of the codes that the split of Papua ended, by former code; sources in ``reference/README.md``."""
    return {row["former_code"]: Former(row["code"], row["name"], row["year"]) for row in _rows("former_areas")}


def nearest(code: str) -> tuple[str, ...]:
    """The codes of the same level nearest to one that there is not: those of its province first."""
    same = [one for one in names() if len(one) == len(code)]
    order = sorted(same, key=lambda one: (one[:2] != code[:2], abs(_number(one) - _number(code)), one))
    return tuple(order[:NEAREST])


def _number(code: str) -> int:
    return int(code.replace(".", ""))


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
