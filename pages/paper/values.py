"""The frozen texts and numbers that a page or a note is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetTable:
    """A table of texts: its title, a sentence below it (or nothing), headings, and rows; the first column names."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class SheetConcern:
    """A sentence about something to do, and the page behind it with what is chosen there."""

    text: str
    page: str
    page_name: str
    query: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SheetBars:
    """Numbers drawn as bars: for each name a value a label, with its text; None where withheld."""

    title: str
    labels: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class SheetInterval:
    """An error as a bar from its low to its high bound (0–1), with its estimate where there is one."""

    name: str
    kind: str
    estimate: float | None
    low: float
    high: float
    text: str


@dataclass(frozen=True)
class Sheet:
    """All that is shown of one area's quarter in one language; ``around`` are the values of its map, by code."""

    area: str
    name: str
    quarter: str
    lead: str
    concerns: tuple[SheetConcern, ...]
    around: tuple[tuple[str, float | None], ...]
    around_range: tuple[str, str]
    deciles: SheetBars
    figures: SheetTable
    errors: SheetTable
    intervals: tuple[SheetInterval, ...]
    flows: SheetTable
    reasons: SheetTable
    waiting: SheetTable
    caps: SheetTable
    groups: SheetTable
    places: SheetTable
    alike: SheetTable
    decisions: SheetTable
    definitions: tuple[str, ...]
    foot: tuple[str, ...]
    is_synthetic: bool
    build: str
