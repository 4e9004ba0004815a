"""Which map files are in use: our own general ones, or official ones imported into the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pointer
from terms import InputError

OWN = Path(__file__).parent / "boundaries"
#: Relative to the page, so that it holds under a sub-path too.
ADDRESS = "peta"
KABUPATEN = "kabupaten"
PROVINCES = "provinsi"
KECAMATAN = "kecamatan"

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True)
class MapFiles:
    """One map's file set. version changes with the files, so an address with it may be cached for ever."""

    folder: Path
    version: str
    official: bool
    source: str
    label_id: str
    label_en: str
    names: tuple[str, ...] = field(repr=False)
    bounds: Mapping[str, Bounds] = field(compare=False, repr=False)

    def address(self, name: str) -> str:
        """Where a browser gets a file: ``/peta/kabupaten-35.json?v=4193db034efe``."""
        return f"{ADDRESS}/{name}.json?v={self.version}"

    def path(self, file_name: str) -> Path:
        """The file behind ``/peta/<file_name>``; a name that is not in the set is an InputError, so none escapes it."""
        if file_name.removesuffix(".json") not in self.names or not file_name.endswith(".json"):
            raise InputError(
                f"map: there is no file {file_name!r}; known: kabupaten.json, provinsi.json, kabupaten-35.json"
            )
        return self.folder / file_name

    def label(self, language: str) -> str:
        """What must stand beside the map on the screen, in ``id`` or ``en``."""
        return self.label_en if language == "en" else self.label_id


def current(store: Path) -> Path:
    """The name that an import switches: a link, or a small file where links do not exist; a copy makes it a folder."""
    return store / "boundaries" / "current"


def imported(store: Path) -> Path:
    """The folder of the official boundaries; it need not exist."""
    return pointer.read(current(store)) or current(store)


def boundaries(store: Path) -> MapFiles:
    """The map files in use: those imported into the store, or our own. Cheap enough to ask on each rerun."""
    official = imported(store)
    folder = official.resolve() if (official / "index.json").is_file() else OWN
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    names = tuple(index.pop("files"))
    bounds = {code: tuple(box) for code, box in index.pop("bounds").items()}
    return MapFiles(folder=folder, names=names, bounds=bounds, **index)
