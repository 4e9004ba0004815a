"""Reads a mapping file; all its faults are told at once, each with what was asked, the rule and what came."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.contract import input_tables
from data.contract.columns import Table
from data.inbox.csv_header import plain_name
from data.mapping.aid_parts import aid_of
from data.mapping.entries import Entry, FileOrigin, Filling, QuarterMapping
from data.mapping.fillings import SHAPES, Faults, filling_or_fault, must_be
from data.mapping.transformations import MEMBER, PAID_ON, SPELL, usual
from terms import InputError

LARGEST = 1_000_000
SET_ASIDE = 0.005
ORIGIN = ("file", "address", "sheet", "table", "header", "delimiter", "encoding", "password")
#: The part of an entry that says what one row is, by the kind that it makes, and the tables that may have it.
PARTS = {"members": ("member", "families"), "aid": ("aid", "payments"), "spell": ("spell", "payments")}
PARTS |= {"disbursement": ("disbursement", "payments"), "aid_of_members": ("member_aid", "payments")}
OF_AID = ("aid", "member_aid")


def read_mapping(path: Path) -> QuarterMapping:
    """The mapping of a file. Raises InputError with every fault of it."""
    entries = _parsed(path)
    faults = Faults()
    share = entries.pop("set_aside", SET_ASIDE)
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        faults.add("set_aside", f"must be a share from 0 to 1, {must_be(share)}")
        share = SET_ASIDE
    tables = [table.name for table in input_tables.INPUT]
    for name in entries.keys() - {*tables}:
        faults.add(name, f"must be a table of the contract ({', '.join(tables)}) or set_aside")
    found = [
        entry
        for name in tables
        if name in entries
        for entry in _entries(input_tables.table(name), entries[name], faults)
    ]
    if not found and not faults.sentences:
        faults.add("mapping", f"must fill a table of the contract ({', '.join(tables)}), fills none")
    if faults.sentences:
        raise InputError(f"{path.name}: " + "; ".join(faults.sentences))
    return QuarterMapping(path, tuple(found), float(share))


def _parsed(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path.name}: must have {LARGEST:,} bytes at most, has {path.stat().st_size:,}")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except RecursionError as fault:
        raise InputError(f"{path.name}: must be TOML without deep nesting") from fault
    except ValueError as fault:
        raise InputError(f"{path.name}: must be TOML in UTF-8, each name once: {fault}") from fault


def _entries(table: Table, given: Any, faults: Faults) -> Iterator[Entry]:
    """The entries of one table: ``[families]``, or several ``[[families]]``."""
    listed = given if isinstance(given, list) else [given]
    for number, one in enumerate(listed, start=1):
        place = f"{table.name} {number}" if len(listed) > 1 else table.name
        if not isinstance(one, dict):
            faults.add(place, f"must be a table of TOML, {must_be(one)}")
            continue
        before = len(faults.sentences)
        entry = _entry(place, table, one, faults)
        if len(faults.sentences) == before:
            yield entry


def _entry(place: str, table: Table, given: dict[str, Any], faults: Faults) -> Entry:
    allowed = (*ORIGIN, "columns", "only", *(part for part, (_, of) in PARTS.items() if of == table.name))
    for name in given.keys() - {*allowed}:
        faults.add(place, f"{name} is not known, must be one of {', '.join(allowed)}")
    parts = [part for part in PARTS if part in given]
    if len(parts) > 1:
        faults.add(place, f"one row can be of one kind only, got {' and '.join(parts)}")
    kind = PARTS[parts[0]][0] if parts else "row"
    fillings = _columns(place, table, given.get("columns", {}), faults)
    details = _details(place, parts[0], given[parts[0]], faults) if parts and kind not in OF_AID else ()
    aid = aid_of(f"{place}.{parts[0]}", table, given[parts[0]], faults) if kind in OF_AID else ()
    entry = Entry(
        place, table.name, _origin(place, given, faults), kind, fillings, details, aid, _only(place, given, faults)
    )
    _refuse_gaps(entry, faults)
    return entry


def _origin(place: str, given: dict[str, Any], faults: Faults) -> FileOrigin:
    origin = {name: given[name] for name in ORIGIN if name in given}
    if ("file" in origin) == ("address" in origin):
        faults.add(place, "must have either file (a name in the quarter's folder) or address (of a database)")
    if "address" in origin and "table" not in origin:
        faults.add(place, "address must have a table")
    for name, value in origin.items():
        if name == "header" and (type(value) is not int or value < 1):
            faults.add(place, f"header must be the line of the header row, from 1, {must_be(value)}")
        elif name != "header" and not (isinstance(value, str) and value):
            faults.add(place, f"{name} must be a text in quotes, {must_be(value)}")
    if str(origin.get("file", "")).startswith("/") or ".." in Path(str(origin.get("file", ""))).parts:
        faults.add(place, "file must lie in the quarter's folder, without .. and without / at its beginning")
    return FileOrigin(**origin) if not faults.sentences else FileOrigin()


def _columns(place: str, table: Table, given: Any, faults: Faults) -> tuple[Filling, ...]:
    if not isinstance(given, dict):
        faults.add(place, f"columns must be a table of TOML, {must_be(given)}")
        return ()
    known = {column.name for column in table.columns}
    for name in given.keys() - known:
        faults.add(place, f"{name} is no column of {table.name}, which has {', '.join(sorted(known))}")
    return tuple(
        filling
        for name in given
        if name in known
        if (filling := filling_or_fault(f"{place}.{name}", name, given[name], usual(table.column(name)), faults))
    )


def _details(place: str, part: str, given: Any, faults: Faults) -> tuple[Filling, ...]:
    """What a member, a spell or a disbursement is told by."""
    needed: dict[str, tuple[str, ...]] = {"members": MEMBER, "spell": SPELL, "disbursement": PAID_ON}[part]
    if not isinstance(given, dict):
        faults.add(place, f"{part} must be a table of TOML, {must_be(given)}")
        return ()
    for name in given.keys() - needed.keys():
        faults.add(f"{place}.{part}", f"{name} is not known, must be one of {', '.join(needed)}")
    optional = {"paid_on", "end"}
    for name in needed.keys() - given.keys() - optional:
        faults.add(f"{place}.{part}", f"{name} is missing; if it is never known, say {SHAPES['value']}")
    found = [
        filling_or_fault(f"{place}.{part}.{name}", name, given[name], readings, faults)
        for name, readings in needed.items()
        if name in given
    ]
    return tuple(filling for filling in found if filling)


def _only(place: str, given: dict[str, Any], faults: Faults) -> tuple[tuple[str, tuple[str, ...]], ...]:
    only = given.get("only", {})
    if not isinstance(only, dict):
        faults.add(place, 'only must name columns and their words, such as only = { status = ["aktif"] }')
        return ()
    kept = {plain_name(name): [words] if isinstance(words, str) else words for name, words in only.items()}
    for name, words in kept.items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
            faults.add(place, f"only.{name} must be a word or a list of words in quotes, {must_be(words)}")
            return ()
    return tuple((name, tuple(word.strip().lower() for word in words)) for name, words in kept.items())


def _refuse_gaps(entry: Entry, faults: Faults) -> None:
    """Columns that the contract needs and nothing fills; those that the kind of row fills by itself apart."""
    filled = {filling.column for filling in entry.fillings} | {"quarter"}
    if entry.kind == "member":
        filled |= {column.name for column in entry.contract.columns if column.unit == "persons"}
    if entry.kind in OF_AID:
        filled |= {"programme", "rupiah"}
        filled |= {"first_quarter"} if all(aid.says("first_quarter") for aid in entry.aid) else set()
    if entry.kind == "spell":
        filled |= {"first_quarter"}
    for name in entry.contract.required_columns:
        if name not in filled:
            column = entry.contract.column(name)
            faults.add(entry.label, f"nothing fills {name} ({column.meaning}), which every row needs")
