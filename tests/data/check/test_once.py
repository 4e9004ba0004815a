"""Keys that are proved to differ need no counting; where two are alike, nothing is proved."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from data.check import once
from data.check.once import keys_come_once
from data.contract import input_tables

NUMBERS = [*range(1, 2001)]
TEXTS = [f"{number:032x}" for number in NUMBERS]


def payments(connection: duckdb.DuckDBPyConnection, identifiers: list[object], programme: str = "PKH") -> None:
    frame = pd.DataFrame({"family_id": identifiers, "programme": "PBI"})
    frame.loc[len(frame) - 1, "programme"] = programme
    connection.from_df(frame).create_view("payments", replace=True)


@pytest.mark.parametrize("share", [0.25, 1e-6], ids=["at once", "in parts"])
@pytest.mark.parametrize("identifiers", [NUMBERS, TEXTS], ids=["numbers", "texts"])
def test_a_key_that_comes_twice_is_never_taken_for_once(identifiers, share, monkeypatch):
    monkeypatch.setattr(once, "SHARE", share)
    table = input_tables.table("payments")
    with duckdb.connect(config={"memory_limit": "1GB"}) as connection:
        assert (once._parts(connection, len(NUMBERS)) > 1) == (share < 0.25)
        payments(connection, identifiers)
        assert keys_come_once(connection, table)
        for doubled in (identifiers[0], identifiers[777]):
            payments(connection, [*identifiers, doubled], "PBI")
            assert not keys_come_once(connection, table)
            # The same family on another programme is another payment.
            payments(connection, [*identifiers, doubled], "PKH")
            assert keys_come_once(connection, table)
