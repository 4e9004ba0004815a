"""Finds the files of a quarter in the inbox by their names. Opens none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from data.contract.columns import Table
from data.contract.input_tables import INPUT
from data.inbox.mapped import MAPPING, read_from
from data.inbox.personal_text import personal_reason, shown_name
from terms import InputError, Quarter

PACKED = ".csv.gz"
SUFFIXES = (".parquet", ".csv", PACKED)
MANIFEST = "manifest.toml"
_QUARTER = re.compile(r"[0-9]{4}Q[1-4]")
_LIKE_A_QUARTER = re.compile(r"(?:q|tw|triwulan)?[\s_-]*([0-9]{4})[\s_-]*(?:q|tw|triwulan|k)?[\s_-]*([0-9])", re.I)


@dataclass(frozen=True)
class TableFiles:
    """The files of one table of a quarter, all Parquet or all CSV (packed or not), in order of their names."""

    table: Table
    files: tuple[Path, ...]

    @property
    def is_csv(self) -> bool:
        return _form(self.files[0]) != ".parquet"


def quarter_folders(inbox: Path) -> dict[Quarter, Path]:
    """The folders to read for the quarters of the inbox: their own, or where what was mapped of them lies."""
    return {quarter: read_from(folder) for quarter, folder in given_folders(inbox).items()}


def given_folders(inbox: Path) -> dict[Quarter, Path]:
    """The quarter folders of the inbox in order of time, named exactly ``2026Q1``; ``unread`` names all else."""
    if not inbox.is_dir():
        raise InputError(f"inbox: must be a folder with one folder a quarter (2026Q1), got {inbox}")
    folders = {Quarter.parse(path.name): path for path in sorted(inbox.iterdir()) if _is_quarter_folder(path)}
    if not folders:
        raise InputError(
            f"inbox: must hold a folder for each quarter, such as 2026Q1; {inbox} holds {_listed(unread(inbox))}"
        )
    return dict(sorted(folders.items()))


def unread(inbox: Path) -> tuple[str, ...]:
    """Everything in the inbox but the quarter folders, by name, with a hint where a quarter may be meant.

    Hidden files and the marks of other programs (``_SUCCESS``) are passed over.
    """
    known = [path for path in inbox.iterdir() if _is_quarter_folder(path) or _is_mark(path) or path.name == MAPPING]
    others = sorted({*inbox.iterdir()} - {*known})
    return tuple(f"{shown_name(path.name)}{_hint(path)}" for path in others)


def _is_quarter_folder(path: Path) -> bool:
    return _QUARTER.fullmatch(path.name) is not None and path.is_dir()


def _unmarked(folder: Path) -> tuple[Path, ...]:
    """All that lies in a folder but hidden files and known marks; ``_old.csv`` is not read either, and so is named."""
    return tuple(sorted(path for path in folder.iterdir() if not _is_mark(path))) if folder.is_dir() else ()


def _is_mark(path: Path) -> bool:
    return path.name.startswith((".", "_SUCCESS", "_committed_", "_started_", "_metadata", "_common_metadata"))


def _hint(path: Path) -> str:
    """What to do about a name that looks like a quarter's."""
    if _QUARTER.fullmatch(path.name):
        return " (a quarter is a folder)"
    found = _LIKE_A_QUARTER.fullmatch(path.name.strip())
    if found is None:
        return ""
    year, number = found.groups()
    return f" (write {year}Q{number})" if number in "1234" else " (quarters are Q1 to Q4)"


def _listed(names: tuple[str, ...]) -> str:
    return f"none, only {', '.join(names)}" if names else "none"


def table_files(folder: Path, table: Table) -> TableFiles | None:
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
    known = {MANIFEST} | {table.name for table in INPUT}
    used = known | {table.name + suffix for table in INPUT for suffix in SUFFIXES}
    strange = [path.name for path in _unmarked(folder) if path.name.lower() not in used]
    for table in INPUT:
        read = {path for path in _visible(folder / table.name) if path.is_file() and _form(path) in SUFFIXES}
        strange += [f"{table.name}/{path.name}" for path in _unmarked(folder / table.name) if path not in read]
    return tuple(map(shown_name, strange))


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
