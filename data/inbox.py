"""Finds the files of a quarter in the inbox by their names. Opens none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data import contract
from data.personal_text import personal_reason, shown_name
from terms import InputError, Quarter

PACKED = ".csv.gz"
SUFFIXES = (".parquet", ".csv", PACKED)
MANIFEST = "manifest.toml"


@dataclass(frozen=True)
class TableFiles:
    """The files of one table of a quarter, all Parquet or all CSV (packed or not), in order of their names."""

    table: contract.Table
    files: tuple[Path, ...]

    @property
    def is_csv(self) -> bool:
        return _form(self.files[0]) != ".parquet"


def quarter_folders(inbox: Path) -> dict[Quarter, Path]:
    """The quarter folders of the inbox in order of time; other folders are no quarters and are left alone."""
    if not inbox.is_dir():
        raise InputError(f"inbox: must be a folder with one folder a quarter (2026Q1), got {inbox}")
    folders = {}
    for folder in sorted(path for path in inbox.iterdir() if path.is_dir()):
        try:
            folders[Quarter.parse(folder.name)] = folder
        except InputError:
            continue
    if not folders:
        raise InputError(f"inbox: must hold a folder for each quarter, such as 2026Q1; {inbox} holds none")
    return dict(sorted(folders.items()))


def table_files(folder: Path, table: contract.Table) -> TableFiles | None:
    """The files of one table, ``families.parquet`` or ``families/*.csv``; None when the quarter has none.

    Raises InputError when it comes twice, or partly as Parquet and partly as CSV: rows could count twice; and when a
    file carries the table's name but cannot be read (``families.xlsx``).
    """
    candidates = _candidates(folder, table.name)
    found = tuple(sorted(path for path in candidates if _form(path) in SUFFIXES))
    if not found:
        _refuse_other_forms(folder, table.name)
        return None
    if len({(path.parent, _form(path) == ".parquet") for path in found}) > 1 or _comes_twice(folder, found):
        names = ", ".join(shown_name(str(path.relative_to(folder))) for path in found[:4])
        raise InputError(f"{table.name}: must come once, as Parquet or as CSV, as a file or as a folder; got {names}")
    return TableFiles(table, found)


def _refuse_other_forms(folder: Path, name: str) -> None:
    """A workbook or a packed folder with the name of a table is no table left out."""
    others = [path for path in _visible(folder) if path.is_file() and path.name.lower().split(".")[0] == name]
    others += [path for path in _visible(folder / name) if path.is_file()]
    if others:
        names = ", ".join(shown_name(path.name) for path in others[:4])
        raise InputError(f"{name}: must be Parquet or CSV ({', '.join(SUFFIXES)}), got {names}")


def unused_files(folder: Path) -> tuple[str, ...]:
    """Files and folders of a quarter that no table of the contract reads, by name."""
    known = {MANIFEST} | {table.name for table in contract.INPUT}
    used = known | {table.name + suffix for table in contract.INPUT for suffix in SUFFIXES}
    strange = [path.name for path in _visible(folder) if path.name.lower() not in used]
    for table in contract.INPUT:
        parts = _visible(folder / table.name) if (folder / table.name).is_dir() else ()
        strange += [f"{table.name}/{path.name}" for path in parts if _form(path) not in SUFFIXES]
    return tuple(strange)


def personal_names(folder: Path) -> tuple[str, ...]:
    """What is of a person in the names of a quarter's files, a phrase a file: names go into the store and on screen."""
    paths = [path for top in _visible(folder) for path in (top, *(_visible(top) if top.is_dir() else ()))]
    return tuple(shown_name(path.name) for path in paths if personal_reason(path.name) is not None)


def _form(path: Path) -> str:
    """How the name of a file ends, in small letters: ``.csv``, ``.csv.gz``."""
    name = path.name.lower()
    return PACKED if name.endswith(PACKED) else path.suffix.lower()


def _stem(path: Path) -> str:
    return path.name.lower().removesuffix(_form(path))


def _comes_twice(folder: Path, found: tuple[Path, ...]) -> bool:
    """``families.csv`` beside ``families.csv.gz``: a file and its packed twin, in a folder of parts too."""
    stems = [(path.parent, _stem(path)) for path in found]
    return len(set(stems)) < len(stems)


def _candidates(folder: Path, name: str) -> list[Path]:
    single = [path for path in _visible(folder) if path.is_file() and _stem(path) == name]
    return single + [path for path in _visible(folder / name) if path.is_file()]


def _visible(folder: Path) -> tuple[Path, ...]:
    """What lies in a folder, but for hidden files and the marks that other programs leave (``_SUCCESS``)."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.name[0] not in "._"))
