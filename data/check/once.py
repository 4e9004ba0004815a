"""Proves of a great table that no key comes twice, at a tenth of what counting each key costs.

Different hashes are of different keys: if all of them differ, no claim that each comes once is broken. If two are alike
nothing is proved, and the claim's own query says which rows they are of.
"""

from __future__ import annotations

import duckdb
import numpy as np

from data.contract.columns import Table
from data.inbox.how_many import amount

#: What the names of such claims end with.
ONCE = "_come_once"
#: A hash of 64 bits, in the result and in an array of its own; and the share of the memory that they may take.
BYTES_A_ROW, SHARE = 16, 0.25


def keys_come_once(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether the keys of a staged table are proved to differ; False when it is not known."""
    rows = connection.view(table.name)
    hashes = rows.select(duckdb.FunctionExpression("hash", *map(duckdb.ColumnExpression, table.key)).alias("key"))
    parts = _parts(connection, rows.aggregate("count(*)").fetchall()[0][0])
    return all(_differ(hashes, parts, part) for part in range(parts))


def _parts(connection: duckdb.DuckDBPyConnection, rows: int) -> int:
    """Into how many parts the hashes are put, so that one fits into its share of the memory."""
    memory = amount(str(connection.sql("select current_setting('memory_limit')").fetchall()[0][0]))
    return int(rows * BYTES_A_ROW // max(memory * SHARE, 1)) + 1


def _differ(hashes: duckdb.DuckDBPyRelation, parts: int, part: int) -> bool:
    if parts > 1:
        hashes = hashes.filter(duckdb.ColumnExpression("key") % parts == part)
    found = hashes.fetchnumpy()["key"]
    found.sort()
    return not bool(np.any(found[1:] == found[:-1]))
