"""A store whose spot check leaves out every third sampled unit, so that sampling matters, and its visits."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.build.build import build
from data.build.options import Options
from data.store.open import Store, open_store
from terms import Quarter
from tests.data.build.stores import silent
from tests.data.read.accuracy.visits import Visits

NEWEST = Quarter(2026, 1)


@pytest.fixture(scope="session")
def inbox(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store's inbox with a part of its visits; some strata keep a single unit."""
    folder = tmp_path_factory.mktemp("errors") / "inbox"
    shutil.copytree(small_store.parent / "inbox", folder)
    for file in folder.glob("*/spotcheck.parquet"):
        table = pq.read_table(file)
        kept = [zlib.crc32(psu.encode()) % 3 > 0 for psu in table["psu"].to_pylist()]
        pq.write_table(table.filter(pd.Series(kept).to_numpy()), file)
    return folder


@pytest.fixture(scope="session")
def errors_store(inbox: Path) -> Path:
    """The folder of the store."""
    build(Options(inbox, inbox.parent / "store", memory="1GB"), silent)
    return inbox.parent / "store"


@pytest.fixture(scope="session")
def store(errors_store: Path) -> Store:
    return open_store(errors_store)


@pytest.fixture(scope="session")
def visits(inbox: Path) -> Visits:
    return Visits.read(inbox, str(NEWEST))
