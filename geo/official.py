"""Official boundaries: from a vector file to the file set that the app draws, in the store.

What the file does not have keeps the general boundaries, and the label on the screen says so.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import shapely

import pointer
from geo import code_column, layers, make_map, official_kecamatan, regions, vector_file
from geo.coverage import lay
from geo.map_files import MapFiles, boundaries, current
from geo.overlaps import said_of_overlaps
from terms import InputError

MOST_NAMED = 10


@dataclass(frozen=True)
class Imported:
    """What an import did. missing: codes that the file does not have and that keep the general boundaries; kecamatan:
    how many of these it has too."""

    files: MapFiles
    column: str
    publisher: str
    found: int
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    kecamatan: int = 0


def install(path: Path, store: Path) -> Imported:
    """Read the file, make the map of it, and switch the store to it in one step; a fault changes nothing."""
    read = vector_file.read(path)
    column = code_column.find(read.areas)
    notes = [*read.notes, *_said_of_rows(column)]
    given = _dissolved(read.areas.geometry.to_numpy(), column)
    missing = tuple(code for code in regions.kabupaten()["kabupaten_code"] if code not in given)
    areas = _laid(given, missing, notes)
    deeper = official_kecamatan.of_file(read.areas, column, areas)
    with _writable(store):
        files = _switch(store, areas, _origin(path.name, len(given), missing), deeper.areas)
    told = (*notes, *deeper.notes)
    return Imported(files, column.name, column.publisher, len(given), missing, told, deeper.found)


def remove(store: Path) -> bool:
    """Go back to the general map; False when no other was in use."""
    folder = current(store).parent
    if not folder.exists():
        return False
    with _writable(store):
        if not _is_folder(current(store)):
            current(store).unlink(missing_ok=True)
        shutil.rmtree(folder)
    return True


@contextmanager
def _writable(store: Path) -> Iterator[None]:
    """One sentence when the store is read-only, full, or no folder."""
    try:
        yield
    except OSError as fault:
        raise InputError(f"{store}: cannot be written: {fault.strerror or fault}") from fault


def _is_folder(path: Path) -> bool:
    """Whether a copy that follows links has made a folder of it."""
    return path.is_dir() and not path.is_symlink()


def _said_of_rows(column: code_column.CodeColumn) -> list[str]:
    notes = []
    if unknown := int(column.codes.isna().sum()):
        notes.append(f"{unknown} rows without a known code in {column.name} left out")
    if column.renumbered:
        shown = _listed([f"{code} is {now} {regions.name(now)} now" for code, now in column.renumbered])
        notes.append(f"{len(column.renumbered)} codes ended when Papua was split in 2022: {shown}")
    counts = column.codes.value_counts()
    doubled = sorted(counts[counts > 1].index)
    if column.deeper:
        notes.append(
            f"{column.name} goes deeper than kabupaten: {counts.sum()} areas dissolved into {len(counts)} kabupaten"
        )
    elif doubled:
        shown = ", ".join(doubled[:10]) + (" and more" if len(doubled) > 10 else "")
        notes.append(f"{len(doubled)} codes in several rows, merged: {shown}")
    if column.misplaced:
        shown = _listed([_said_of_place(code, found) for code, found in column.misplaced])
        notes.append(
            f"{len(column.misplaced)} codes do not lie where their kabupaten is on the general map; check whether the "
            f"file exchanges them: {shown}"
        )
    return notes


def _listed(said: list[str]) -> str:
    """The first few, and how many more there are."""
    more = f"; and {len(said) - MOST_NAMED} more" if len(said) > MOST_NAMED else ""
    return "; ".join(said[:MOST_NAMED]) + more


def _said_of_place(code: str, found: str) -> str:
    where = f"lies where {found} {regions.name(found)} is" if found else "lies elsewhere"
    return f"{code} {regions.name(code)} {where}"


def _dissolved(shapes: np.ndarray, column: code_column.CodeColumn) -> dict[str, shapely.Geometry]:
    codes = column.codes.to_numpy(dtype=object, na_value="")
    return {code: shapely.union_all(shapes[codes == code]) for code in sorted(set(codes) - {""})}


def _laid(
    given: dict[str, shapely.Geometry], missing: tuple[str, ...], notes: list[str]
) -> dict[str, shapely.Geometry]:
    """All 514 as one coverage; where the file and the general map meet, the file wins, but for enclosed areas."""
    general = make_map.own_areas() if missing else {}
    units = given | {code: general[code] for code in missing}
    covered = lay(np.array(list(units.values())))
    notes.extend(said_of_overlaps(tuple(units), covered, frozenset(missing)))
    areas = dict(zip(units, covered.areas, strict=True))
    if hidden := [f"{code} {regions.name(code)}" for code in units if areas[code].is_empty]:
        raise InputError(
            f"nothing is left to draw at 110 m of {', '.join(hidden)}: too small, or covered by other areas"
        )
    return areas


def _origin(file_name: str, found: int, missing: tuple[str, ...]) -> layers.Origin:
    general = make_map.ORIGIN
    if not missing:
        return layers.Origin(True, file_name, f"batas: {file_name}", f"boundaries: {file_name}")
    return layers.Origin(
        official=True,
        source=f"{file_name}; {general.source}",
        label_id=f"batas: {file_name} ({found} kabupaten/kota); selebihnya {general.label_id}",
        label_en=f"boundaries: {file_name} ({found} kabupaten/kota); elsewhere {general.label_en}",
    )


def _switch(
    store: Path, areas: dict[str, shapely.Geometry], origin: layers.Origin, kecamatan: layers.Kecamatan
) -> MapFiles:
    """Write beside, then point ``current`` at it in one rename; the former set stays for pages still open."""
    link = current(store)
    served = pointer.read(link)
    former = served.name if served else ""
    link.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=link.parent, prefix=".new-") as folder:
        fresh = Path(folder) / "set"
        version = layers.write(fresh, areas, origin, kecamatan)
        if not (link.parent / version).exists():
            fresh.replace(link.parent / version)
        if _is_folder(link):
            link.rename(Path(folder) / "former")
        pointer.write(link, Path(version))
    for old in link.parent.iterdir():
        if old.is_dir() and not old.is_symlink() and old.name not in (version, former):
            shutil.rmtree(old)
    return boundaries(store)
