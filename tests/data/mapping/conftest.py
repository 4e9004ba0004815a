"""A quarter's folder with files of an office and a mapping, carried out in memory."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.inbox.workbench import Limits, workbench
from data.mapping.account import EntryAccount
from data.mapping.reading import read_mapping
from data.mapping.tables import Site, mapped_table, prepare
from terms import Quarter

QUARTER = Quarter(2026, 1)
KEY = b"sixteen bytes and more"


class Office:
    """Writes files into a quarter's folder, and maps them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)

    def file(self, name: str, text: str, encoding: str = "utf-8") -> None:
        (self.folder / name).write_bytes(text.encode(encoding))

    def mapping(self, text: str) -> Path:
        path = self.folder / "mapping.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def mapped(self, text: str, key: bytes | None = None) -> tuple[pd.DataFrame, EntryAccount]:
        """The rows of the first entry, in the order of all columns, and its account, which must balance."""
        mapping = read_mapping(self.mapping(text))
        with workbench(Limits("512MB", 2)) as connection:
            site = Site(connection, QUARTER, self.folder, key)
            prepare(site)
            rows, account = mapped_table(site, mapping.entries[0])
            frame = rows.df()
        assert account.balances
        return frame.sort_values(list(frame.columns), ignore_index=True), account


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "inbox" / "2026Q1")


@pytest.fixture
def quarter(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox" / "2026Q1"
    folder.mkdir(parents=True)
    return folder
