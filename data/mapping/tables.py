"""One entry of a mapping carried out on a connection: rows of theirs in, rows of the contract and their account out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from data.duckdb_faults import first_line
from data.inbox.codes import region_codes
from data.inbox.given import pseudonymised, rewritten
from data.inbox.personal_names import is_personal
from data.inbox.personal_text import shown_name
from data.mapping.account import EntryAccount, account
from data.mapping.entries import Entry
from data.mapping.opening import open_entry
from data.mapping.projection import projected
from data.mapping.rows import TheirRows
from data.mapping.transformations import NAMED, TEXT
from data.statements import run_folder, statement
from geo import regions
from terms import InputError, Quarter


@dataclass(frozen=True)
class Site:
    """Where a mapping is carried out: the quarter, its folder, and the site key if identifiers are to be hashed."""

    connection: duckdb.DuckDBPyConnection
    quarter: Quarter
    folder: Path
    key: bytes | None = None


def prepare(site: Site) -> None:
    """Make the macros, variables and code lists that every entry needs."""
    site.connection.execute("set variable mapping_last_day = $day", {"day": last_day(site.quarter)})
    run_folder(site.connection, "inbox/macros")
    site.connection.execute("drop table if exists mapping_code")
    site.connection.from_df(_code_lists()).create("mapping_code")
    run_folder(site.connection, "mapping/macros")


def last_day(quarter: Quarter) -> object:
    """The last day of a quarter: ages and aid are those of it."""
    return (pd.Timestamp(quarter.next().first_day) - pd.Timedelta(days=1)).date()


def mapped_table(site: Site, entry: Entry) -> tuple[duckdb.DuckDBPyRelation, EntryAccount]:
    """The rows of the contract that an entry gives, and the account of theirs. No clear identifier is written.

    Raises InputError when their files are not as the mapping says.
    """
    refuse_personal(entry, site.key is not None)
    connection = site.connection
    with ExitStack() as stack:
        theirs = list(opened(site, entry, stack))
        rows = [projected(entry, one, site.quarter, site.key is not None) for one in theirs]
        taken = _taken(site, entry, rows)
    unread = _unread_lines(connection) if any(one.can_reject for one in theirs) else 0
    unread += sum(one.skipped() for one in theirs)
    taken.create_view("mapped_row", replace=True)
    told = connection.sql(statement(f"mapping/kinds/{entry.kind}"))
    (told if entry.kind in ("row", "aid") else rewritten(connection, told)).create_view("mapped_table", replace=True)
    rows_in = taken.aggregate("count(*)").fetchall()[0][0]
    groups = connection.execute(statement("mapping/account")).fetchall()
    return connection.sql(statement("mapping/kept")), account(entry.label, rows_in, len(entry.aid) or 1, groups, unread)


def _unread_lines(connection: duckdb.DuckDBPyConnection) -> int:
    """How many lines of the text files read last are no rows; they are then forgotten."""
    count: int = connection.execute(statement("mapping/unread_lines")).fetchall()[0][0]
    connection.execute(statement("inbox/forget_rejects"))
    return count


@contextmanager
def looked_at(site: Site, entry: Entry) -> Iterator[list[TheirRows]]:
    """The same as ``opened`` for a look that accounts for nothing: its lines that are no rows are forgotten, or the
    next entry would count them."""
    with ExitStack() as stack:
        theirs = list(opened(site, entry, stack))
        yield theirs
    if any(one.can_reject for one in theirs):
        site.connection.execute(statement("inbox/forget_rejects"))


def opened(site: Site, entry: Entry, stack: ExitStack) -> Iterator[TheirRows]:
    """The files, sheets or tables of an entry; what is wrong with them is said with the entry's name."""
    try:
        yield from open_entry(site.connection, site.folder, entry, stack)
    except InputError as fault:
        raise InputError(f"{entry.label}: {fault}") from fault


def _taken(site: Site, entry: Entry, rows: list[duckdb.DuckDBPyRelation]) -> duckdb.DuckDBPyRelation:
    """All rows read once, in Parquet beside the connection's scratch files, identifiers hashed on the way."""
    relation = rows[0]
    for other in rows[1:]:
        relation = relation.union(other)
    try:
        if site.key is not None and "family_id" in relation.columns:
            relation = pseudonymised(site.connection, relation, site.key)
        return rewritten(site.connection, relation)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as fault:
        raise InputError(f"{entry.label}: cannot be read: {_without_values(first_line(fault))}") from fault


def _without_values(text: str) -> str:
    """A fault of DuckDB without what it quotes of a cell."""
    return re.sub(r'"[^"]*"|\'[^\']*\'', "…", text)


def refuse_personal(entry: Entry, hashed: bool) -> None:
    """No column of persons fills one that is kept as text; a family card may be hashed into family_id."""
    for filling in entry.fillings:
        named = [name for name in filling.sources if is_personal(name)]
        if not named or NAMED[filling.reading].gives != TEXT or (hashed and filling.column == "family_id"):
            continue
        way_out = "; give --pseudonymise, and it is hashed while it is read" if filling.column == "family_id" else ""
        rule = f"must not be filled from a column of persons, got {shown_name(named[0])}"
        raise InputError(f"{entry.label}.{filling.column}: {rule}{way_out}")


def _code_lists() -> pd.DataFrame:
    """Codes by their digits: list, given_code, kecamatan_code (a kabupaten as a whole is its kecamatan 00)."""
    of_kemendagri = region_codes().assign(list="kemendagri")
    of_kemendagri = of_kemendagri.assign(given_code=of_kemendagri["given_code"].str.replace(".", "", regex=False))
    bps = regions.bps_codes()
    of_bps = pd.DataFrame(
        {"list": "bps", "given_code": bps["kabupaten_code_bps"], "kecamatan_code": bps["kabupaten_code"] + ".00"}
    )
    return pd.concat([of_kemendagri, of_bps])[["list", "given_code", "kecamatan_code"]].drop_duplicates()
