"""What offices usually call things: the words that a proposal is made by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

LONGEST_CODE = 2
NAMES = Path(__file__).parent / "known_names.toml"


@cache
def _known() -> dict[str, Any]:
    with NAMES.open("rb") as file:
        return tomllib.load(file)


def bare(name: str) -> str:
    """A column's name without blanks, signs and capitals: ``Jml. ART`` is jmlart."""
    return re.sub(r"[\W_]", "", name.lower())


def usual_names(column: str) -> Sequence[str]:
    """How a column of the contract, or what a member or spell is told by, is usually called; the surest first."""
    known = _known()
    found: Sequence[str] = known["columns"].get(column) or known["details"].get(column) or (bare(column),)
    return found


def named_like(column: str, names: Iterable[str]) -> str | None:
    """The name among theirs that is most usual for a column; None when none is."""
    by_bare: dict[str, str] = {}
    for name in names:
        by_bare.setdefault(bare(name), name)
    return next((by_bare[usual] for usual in usual_names(column) if usual in by_bare), None)


def all_named_like(column: str, names: Iterable[str]) -> tuple[str, ...]:
    """All names among theirs that are usual for a column, in their order."""
    usual = {*usual_names(column)}
    return tuple(name for name in names if bare(name) in usual)


def code_parts(names: Sequence[str]) -> tuple[str, ...]:
    """The columns of province, kabupaten and kecamatan, widest first; empty unless at least the first two are there."""
    by_bare = {bare(name): name for name in names}
    found = []
    for usual in _known()["parts"].values():
        part = next((by_bare[one] for one in usual if one in by_bare), None)
        if part is None:
            break
        found.append(part)
    return tuple(found) if len(found) > 1 else ()


def programme_columns(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """By programme the columns that tell of it: on, rupiah, persons_covered."""
    known = _known()
    found: dict[str, dict[str, str]] = {}
    for name in names:
        for programme, usual in known["programmes"].items():
            part = _part_of_aid(bare(name), usual, known["amounts"])
            if part:
                found.setdefault(programme, {}).setdefault(part, name)
    return found


def _part_of_aid(name: str, usual: Sequence[str], amounts: dict[str, Sequence[str]]) -> str | None:
    if name in usual:
        return "on"
    for part, words in amounts.items():
        if any(name in (f"{word}{own}", f"{own}{word}") for word in words for own in usual):
            return part
    return None


def doubt_of(column: str, name: str) -> str:
    """What is doubtful of a column that is called so, in words; empty when nothing is."""
    told = _known()["doubts"].get(column, {"names": (), "doubt": ""})
    return str(told["doubt"]) if bare(name) in told["names"] else ""


def is_monthly(name: str) -> bool:
    """Whether a column's name says that its amounts are those of a month."""
    return bare(name).endswith(("perbulan", "bulanan"))


def words_of(column: str, allowed: Sequence[str] = ()) -> dict[str, str]:
    """The words of cells that are usual for a column, in small letters, each with what it means in the contract; only
    of allowed meanings where there are some, for columns of several tables are called alike."""
    listed: dict[str, Sequence[str]] = _known()["words"].get(column, {})
    kept = {meaning: words for meaning, words in listed.items() if not allowed or meaning in allowed}
    return {word: meaning for meaning, words in kept.items() for word in words}


def is_of_status(cell: str) -> bool:
    """Whether a cell of a status says nothing but words that are usual there, or is a short code."""
    words = re.findall(r"\w+", cell.lower())
    return len(cell) <= LONGEST_CODE or {*words} <= {*_known()["status"]["words"]}


def recognised(names: Sequence[str]) -> float:
    """How many names of a row are known: the header row has most of them."""
    return len(known_among(names)) + 0.01 * sum(1 for name in {*names} if name)


def known_among(names: Sequence[str]) -> tuple[str, ...]:
    """Those of a row's names that are known."""
    known = _all_names()
    return tuple(name for name in names if bare(name) in known)


@cache
def _all_names() -> frozenset[str]:
    known = _known()
    listed = [*known["columns"].values(), *known["details"].values(), *known["parts"].values()]
    return frozenset(name for usual in (*listed, *known["programmes"].values()) for name in usual)
