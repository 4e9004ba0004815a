"""A small store, built once from a random register, and a way to build others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.build.build import build
from data.build.options import BuildReport, Options
from data.store.open import Store, open_store
from tests.data.build.registers import Register, Snapshot
from tests.data.build.stores import built_of, silent

Build = Callable[..., BuildReport]


@pytest.fixture
def build_store(tmp_path: Path) -> Build:
    """Build ``tmp_path/store`` from ``tmp_path/inbox`` with the options given."""

    def run(**options: object) -> BuildReport:
        given = {"inbox": tmp_path / "inbox", "store": tmp_path / "store", "memory": "1GB"} | options
        return build(Options(**given), silent)

    return run


@pytest.fixture(scope="session")
def snapshots() -> list[Snapshot]:
    return Register(seed=7, families=120).live(3)


@pytest.fixture(scope="session")
def built(snapshots: list[Snapshot], tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store of ``snapshots``."""
    return open_store(built_of(snapshots, tmp_path_factory.mktemp("built")))
