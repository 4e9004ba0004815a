"""Carries out the mappings of an inbox: files of the contract beside it, which check and build then read.

What was mapped stays until files, mapping, key or code change. A table of a database is taken once and kept, so that
check and build see the same quarter; it is taken again on demand.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.contract import input_tables
from data.inbox.folders import MANIFEST, given_folders
from data.inbox.mapped import MAPPING, MARK, mapped_folder, mapping_of, mark_of, work_beside
from data.inbox.workbench import Limits, said_clearly, workbench
from data.mapping.account import EntryAccount, mapped_rows
from data.mapping.entries import Entry, QuarterMapping
from data.mapping.opening import files_of
from data.mapping.projection import FOOT
from data.mapping.reading import read_mapping
from data.mapping.tables import Site, mapped_table, prepare
from data.statements import SQL
from terms import InputError, Quarter

#: Rows that may be set aside whatever their share: a line of totals and a note below a small table.
ALWAYS = 2
#: Lines of totals and notes that may stand above and below a table, whatever their share.
MOST_FOOT = 20
SCRATCH = ".scratch"
CODE = (Path(__file__).parent, SQL / "mapping", SQL / "inbox" / "macros")
Told = Callable[[str], None]


@dataclass(frozen=True)
class MappedQuarter:
    """A quarter that came with a mapping: the account of each entry, files that nothing reads, and whether it was
    mapped now or lies there as it was."""

    quarter: Quarter
    accounts: tuple[EntryAccount, ...]
    unread_files: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True)
class MappingOptions:
    """How to carry out mappings: memory and threads, the site key if identifiers are to be hashed, and whether
    to map again what is mapped already."""

    limits: Limits
    key: bytes | None = None
    anew: bool = False


def map_inbox(inbox: Path, options: MappingOptions, told: Told = lambda step: None) -> tuple[MappedQuarter, ...]:
    """Map every quarter of an inbox that comes with a mapping; none, and nothing is written, when no quarter does.

    Raises InputError when a mapping or a file is at fault; what was mapped before stays as it was.
    """
    folders = {quarter: folder for quarter, folder in given_folders(inbox).items() if mapping_of(folder)}
    if not folders:
        return ()
    with _locked(work_beside(inbox) / "mapped"):
        return tuple(_quarter(quarter, folder, options, told) for quarter, folder in folders.items())


def _quarter(quarter: Quarter, folder: Path, options: MappingOptions, told: Told) -> MappedQuarter:
    path = mapping_of(folder)
    assert path is not None
    mapping = read_mapping(path)
    target = mapped_folder(folder)
    fingerprint = _fingerprint(folder, mapping, options.key)
    mark = mark_of(target)
    if mark.get("fingerprint") == fingerprint and not options.anew:
        return MappedQuarter(quarter, _accounts(mark), tuple(mark["unread_files"]), False)
    told(f"{quarter}")
    beside = target.with_name(f".new-{target.name}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        accounts = _written(quarter, folder, mapping, beside, options)
        shutil.rmtree(beside / SCRATCH, ignore_errors=True)
        unread = _link_the_rest(folder, mapping, beside)
        _note(beside, fingerprint, mapping, accounts, unread, options.key is not None)
        shutil.rmtree(target, ignore_errors=True)
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return MappedQuarter(quarter, accounts, unread, True)


def _written(
    quarter: Quarter, folder: Path, mapping: QuarterMapping, beside: Path, options: MappingOptions
) -> tuple[EntryAccount, ...]:
    """Write each entry as a Parquet file of its table."""
    said = said_clearly(options.limits, f"{folder.name}: files cannot be read or written: {{}}".format)
    with said, workbench(options.limits, beside / SCRATCH) as connection:
        site = Site(connection, quarter, folder, options.key)
        prepare(site)
        return tuple(_entry(site, entry, mapping, beside, number) for number, entry in enumerate(mapping.entries))


def _entry(site: Site, entry: Entry, mapping: QuarterMapping, beside: Path, number: int) -> EntryAccount:
    rows, account = mapped_table(site, entry)
    if not account.balances:
        raise AssertionError(f"rows were lost: {account.sentence}")
    refuse(account, mapping.set_aside, input_tables.table(entry.table).required)
    if account.rows_out == 0:
        return account  # an optional table of which nothing is of this quarter
    table = beside / entry.table
    table.mkdir(exist_ok=True)
    rows.write_parquet(str(table / f"{number + 1:03}.parquet"), compression="zstd")
    _clear(site.connection)
    return account


def _clear(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove what an entry wrote beside the connection: the next needs the room."""
    folder = Path(connection.sql("select current_setting('temp_directory')").fetchall()[0][0])
    for path in folder.glob("given-*.parquet"):
        path.unlink()


def refuse(account: EntryAccount, most: float, required: bool = True) -> None:
    """InputError when no row is left of a table that a quarter needs, or when more are set aside, or name no family,
    than the mapping allows."""
    if account.share_aside > most and account.set_aside > ALWAYS * account.programmes:
        raise InputError(
            f"{account.label}: at most {most:.1%} of the rows may be set aside (set_aside in the mapping), got"
            f" {account.share_aside:.1%}: {'; '.join(account.reasons)}"
        )
    foot = dict(account.left_out).get(FOOT, 0)
    if foot > MOST_FOOT * account.programmes and foot > most * account.rows_in:
        raise InputError(
            f"{account.label}: at most {MOST_FOOT} rows, or {most:.1%}, may name no family (lines of totals and notes),"
            f" got {foot:,}: are its identifier and place in these columns?"
        )
    if required and account.rows_out == 0:
        raise InputError(
            f"{account.label}: must give rows, got none of {account.rows_in:,}: {'; '.join(account.reasons)}"
        )


def _link_the_rest(folder: Path, mapping: QuarterMapping, beside: Path) -> tuple[str, ...]:
    """Link what the quarter has of tables that are not mapped; the names of files that nobody reads."""
    filled = {entry.table for entry in mapping.entries}
    ready = {table.name for table in input_tables.INPUT} - filled
    read = {path for entry in mapping.entries for path in files_of(folder, entry.origin)}
    read |= {folder / entry.origin.address.removeprefix("sqlite:").removeprefix("//") for entry in mapping.entries}
    unread = []
    for path in sorted(folder.iterdir()):
        if path.name[0] in "._" or path in read or path.name == MAPPING:
            continue
        if path.name == MANIFEST or path.name.lower().split(".")[0] in ready:
            (beside / path.name).symlink_to(path.resolve())
        elif not any(path in one.parents for one in read):
            unread.append(path.name)
    return tuple(unread)


def _fingerprint(folder: Path, mapping: QuarterMapping, key: bytes | None) -> str:
    """Changes when the mapping, its files, the key, or the code that maps does; the key cannot be told from it."""
    seen = hashlib.sha256(mapping.path.read_bytes())
    for entry in mapping.entries:
        for path in files_of(folder, entry.origin):
            state = path.stat()
            seen.update(f"{path.name}|{state.st_size}|{state.st_mtime_ns}|".encode())
    for part in sorted(path for place in CODE for path in place.rglob("*") if path.suffix in (".py", ".sql")):
        seen.update(part.read_bytes())
    seen.update("|".join(sorted(path.name for path in folder.iterdir())).encode())
    seen.update(b"" if key is None else hmac.digest(key, b"tepat mapping", "sha256"))
    return seen.hexdigest()


def _note(
    beside: Path,
    fingerprint: str,
    mapping: QuarterMapping,
    accounts: tuple[EntryAccount, ...],
    unread: tuple[str, ...],
    hashed: bool,
) -> None:
    rows = [mapped_rows(entry, told) for entry, told in zip(mapping.entries, accounts, strict=True)]
    mark = {
        "fingerprint": fingerprint,
        "hashed": sorted({entry.table for entry in mapping.entries}) if hashed else [],
        "accounts": [vars(account) for account in accounts],
        "rows": [vars(one) for one in rows],
        "unread_files": unread,
    }
    (beside / MARK).write_text(json.dumps(mark, indent=1), encoding="utf-8")


def _accounts(mark: dict[str, list[dict[str, object]]]) -> tuple[EntryAccount, ...]:
    def pairs(value: object) -> object:
        return tuple((str(reason), int(count)) for reason, count in value) if isinstance(value, list) else value

    return tuple(EntryAccount(**{key: pairs(value) for key, value in one.items()}) for one in mark["accounts"])  # type: ignore[arg-type]


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One mapping at a time in an inbox; a second waits for the first."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
