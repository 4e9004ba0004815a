"""Stores for the readers of movement: a random register of six quarters, and the demonstration of five."""

from __future__ import annotations

import pytest

from data.build.build import build
from data.build.options import Options
from data.demo import generate
from data.store.open import Store, open_store
from terms import Quarter
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import built_of, silent


@pytest.fixture(scope="session")
def snapshots() -> list[Snapshot]:
    return Register(seed=41, families=90).live(6)


@pytest.fixture(scope="session")
def store(snapshots: list[Snapshot], tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store of ``snapshots``."""
    return open_store(built_of(snapshots, tmp_path_factory.mktemp("movement")))


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The synthetic register of a year, small."""
    folder = tmp_path_factory.mktemp("demonstration")
    generate(folder / "inbox", scale=0.0005, quarters=(Quarter(2025, 1), Quarter(2026, 1)), floor=30)
    build(Options(folder / "inbox", folder / "store", memory="2GB"), silent)
    return open_store(folder / "store")
