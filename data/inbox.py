"""Finds the files of a quarter in the inbox and reads its manifest. Opens no table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data import contract
from terms import InputError, Quarter

SUFFIXES = (".parquet", ".csv")
MANIFEST = "manifest.toml"


@dataclass(frozen=True)
class TableFiles:
    """The files of one table of a quarter, all Parquet or all CSV, in order of their names."""

    table: contract.Table
    files: tuple[Path, ...]

    @property
    def suffix(self) -> str:
        return self.files[0].suffix.lower()


@dataclass(frozen=True)
class Manifest:
    """Who sent a quarter, its date, whether it is made up, and the true figures of a made-up register."""

    sent_by: str
    as_of: date
    synthetic: bool
    truth: dict[str, object]


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

    Raises InputError when it comes twice, or partly as Parquet and partly as CSV: rows could count twice.
    """
    found = tuple(sorted(path for path in _candidates(folder, table.name) if path.suffix.lower() in SUFFIXES))
    if not found:
        return None
    if len({(path.parent, path.suffix.lower()) for path in found}) > 1:
        names = ", ".join(str(path.relative_to(folder)) for path in found[:4])
        raise InputError(f"{table.name}: must come once, as Parquet or as CSV, as a file or as a folder; got {names}")
    return TableFiles(table, found)


def unused_files(folder: Path) -> tuple[str, ...]:
    """Files and folders of a quarter that no table of the contract reads, by name."""
    known = {MANIFEST} | {table.name for table in contract.INPUT}
    used = known | {table.name + suffix for table in contract.INPUT for suffix in SUFFIXES}
    strange = [path.name for path in _visible(folder) if path.name.lower() not in used]
    for table in contract.INPUT:
        parts = _visible(folder / table.name) if (folder / table.name).is_dir() else ()
        strange += [f"{table.name}/{path.name}" for path in parts if path.suffix.lower() not in SUFFIXES]
    return tuple(strange)


def manifest(folder: Path) -> Manifest:
    """The manifest of a quarter; all its faults in one InputError."""
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError(f"{MANIFEST}: each quarter must have one (sent_by, as_of, synthetic), {folder.name} has none")
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as fault:  # a number of thousands of digits is a ValueError
        raise InputError(f"{MANIFEST}: must be TOML in UTF-8: {fault}") from fault
    faults = tuple(_manifest_faults(entries))
    if faults:
        raise InputError(f"{MANIFEST}: " + "; ".join(faults))
    return Manifest(entries["sent_by"], entries["as_of"], entries["synthetic"], entries.get("truth", {}))


def _manifest_faults(entries: dict[str, object]) -> list[str]:
    rules = {
        "sent_by": (lambda value: isinstance(value, str) and value.strip() != "", "a name in quotes"),
        "as_of": (lambda value: type(value) is date, "a date such as 2026-01-31, without quotes"),
        "synthetic": (lambda value: isinstance(value, bool), "true or false"),
    }
    faults = [
        f"{key} must be {rule}, got {entries[key]!r}" if key in entries else f"{key} is missing, must be {rule}"
        for key, (holds, rule) in rules.items()
        if key not in entries or not holds(entries[key])
    ]
    if not isinstance(entries.get("truth", {}), dict):
        faults.append(f"truth must be a table of figures, got {entries['truth']!r}")
    return faults


def _candidates(folder: Path, name: str) -> list[Path]:
    single = [path for path in _visible(folder) if path.is_file() and path.stem.lower() == name]
    return single + [path for path in _visible(folder / name) if path.is_file()]


def _visible(folder: Path) -> tuple[Path, ...]:
    """What lies in a folder, but for hidden files and the marks that other programs leave (``_SUCCESS``)."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.name[0] not in "._"))
