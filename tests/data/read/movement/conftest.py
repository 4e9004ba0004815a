"""Stores for the readers of movement: a random register of six quarters, and the demonstration of five."""

from __future__ import annotations

import pytest

from data.store.open import Store, open_store
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import built_of


@pytest.fixture(scope="session")
def snapshots() -> list[Snapshot]:
    return Register(seed=41, families=90).live(6)


@pytest.fixture(scope="session")
def store(snapshots: list[Snapshot], tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store of ``snapshots``."""
    return open_store(built_of(snapshots, tmp_path_factory.mktemp("movement")))


@pytest.fixture(scope="session")
def demonstration(demonstration_store) -> Store:
    """The synthetic register of a year."""
    return open_store(demonstration_store)
