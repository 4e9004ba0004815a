"""``tepat note``: the quarterly note of an area on paper, of one or of all 514 kabupaten; of the nation a deck."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from commands.basis import basis_of
from commands.folders import Store
from commands.output import console, errors
from data.figures.region.assemble import assemble
from data.figures.region.basis import about
from data.read import asked
from data.read import register as readers
from data.store.open import open_store
from data.store.scope import Scope
from geo import regions
from geo.map_files import boundaries
from pages.paper import sheet, typeset
from pages.shared.voice import LANGUAGES, Voice
from settings import STORE
from terms import NATION, InputError, Quarter

#: Workers at most, each with the nation's cells of three quarters in memory.
MOST_WORKERS = 2

Language = Annotated[str, typer.Option(help="id (Bahasa Indonesia) or en (English).")]


def register(app: typer.Typer) -> None:
    app.command("note")(note)


def note(
    area: Annotated[str, typer.Argument(help="A code or a name: 35.15, Sidoarjo, 35, ID (the nation).")] = "",
    quarter: Annotated[str | None, typer.Option(help="Such as 2026Q1; the store's newest without.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="The file, with --all the folder; named after the area without.")
    ] = None,
    language: Language = "id",
    every: Annotated[bool, typer.Option("--all", help="Instead of one area: all kabupaten, a file each.")] = False,
    store: Store = STORE,
) -> None:
    """Write the quarterly note of an area as a PDF of two A4 pages; of the nation, a deck of four.

    The figures are those of the page Pantauan daerah, small counts hidden as there: a note is handed on. The same store
    gives the same bytes. With --all two processes share the work, province by province.
    """
    if language not in LANGUAGES:
        raise InputError(f"language: must be {' or '.join(LANGUAGES)}, got {language!r}")
    served = open_store(store)
    asked_for = _Order(store, str(_quarter(store, quarter)), language)
    if every == bool(area):
        raise InputError("note: give one area or --all, got " + ("both" if area else "neither"))
    if every:
        _write_all(asked_for, out or Path("notes"))
        return
    code = area.strip() if area.strip() == NATION else regions.find(area)
    file = out or Path(file_name(code, asked_for))
    file.write_bytes(_Press(asked_for).printed(code))
    console.print(f"{file}: {file.stat().st_size:,} bytes, build {served.build_id}", highlight=False)


@dataclass(frozen=True)
class _Order:
    """What is asked of every worker: the folder of the store, the quarter, the language."""

    store: Path
    quarter: str
    language: str


def file_name(code: str, order: _Order) -> str:
    """`pantauan-35.15-2026Q1.pdf`; in English with `-en`."""
    return f"pantauan-{code}-{order.quarter}{'-en' if order.language == 'en' else ''}.pdf"


class _Press:
    """Prints one note after the other of a build; what they share is computed with the first."""

    def __init__(self, order: _Order) -> None:
        self._store = open_store(order.store)
        self._voice = Voice(order.language)
        self._files = boundaries(order.store)
        self._made = int(readers.provenance(self._store).built_at.timestamp())
        self._basis = basis_of(self._store, order.store, Quarter.parse(order.quarter))

    def printed(self, code: str) -> bytes:
        """The note of an area as a PDF."""
        told = assemble(self._basis, Scope.national(), code)
        written = sheet.written(told, about(self._store, self._basis.quarter), self._voice)
        return typeset.pdf(written, self._files, self._voice, self._made)


def _write_all(order: _Order, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    provinces = list(regions.provinces()["province_code"])
    total = sum(len(regions.kabupaten_of(province)) for province in provinces)
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(order,)) as pool:
        running = [pool.submit(_province, order, province, folder) for province in _largest_first(provinces)]
        done = (code for one in as_completed(running) for code in one.result())
        for _ in track(done, "Notes", total=total, console=errors, transient=True):
            pass
    console.print(f"{folder}: {total} notes of {order.quarter}", highlight=False)


def _largest_first(provinces: list[str]) -> Iterator[str]:
    """The longest work first, so that the workers end together."""
    yield from sorted(provinces, key=lambda province: -len(regions.kabupaten_of(province)))


_press: dict[_Order, _Press] = {}


def _begin(order: _Order) -> None:
    _press[order] = _Press(order)


def _province(order: _Order, province: str, folder: Path) -> tuple[str, ...]:
    codes = regions.kabupaten_of(province)
    for code in codes:
        (folder / file_name(code, order)).write_bytes(_press[order].printed(code))
    return codes


def _quarter(store: Path, text: str | None) -> Quarter:
    """The quarter asked for, or the store's newest; InputError when the store does not hold it."""
    known = asked.quarters(open_store(store))
    if not known:
        raise InputError("quarter: the store holds none")
    wanted = known[-1] if text is None else Quarter.parse(text)
    if wanted not in known:
        raise InputError(f"quarter: the store holds {', '.join(map(str, known))}, got {wanted}")
    return wanted
