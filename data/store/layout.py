"""Whether the tables of a built database are those that the code declares."""

from __future__ import annotations

import duckdb

from data.contract.store_tables import ADDED, BUILT, LAYOUT
from data.statements import statement

FOUND = "read/columns"


def difference(connection: duckdb.DuckDBPyConnection, database: str, layout: int) -> str:
    """The first difference between an attached database and the declared tables, in words; empty when there is none."""
    rows = connection.execute(statement(FOUND), {"database": database}).fetchall()
    found = {(table, column): kind for table, column, kind in rows}
    tables = {table for table, _ in found}
    expected = [table for table in BUILT if table.name in tables or table.name not in ADDED]
    wanted = {(table.name, column.name): column.type for table in expected for column in table.columns}
    missing = [name for name in wanted if name not in found]
    strange = [name for name in found if name not in wanted]
    changed = [name for name in wanted if name in found and found[name] != wanted[name]]
    if missing:
        return f"it has no column {'.'.join(missing[0])}{_more(missing)}"
    if strange:
        return f"its column {'.'.join(strange[0])} is not known{_more(strange)}"
    if changed:
        name = changed[0]
        return f"its column {'.'.join(name)} is {found[name]}, not {wanted[name]}{_more(changed)}"
    return "" if layout == LAYOUT else "its figures are counted by other rules"


def _more(names: list[tuple[str, str]]) -> str:
    return f", and {len(names) - 1} more differ" if len(names) > 1 else ""
