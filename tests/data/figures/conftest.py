"""A register of weight 1 with one large and four small kabupaten in a province, over five quarters."""

from __future__ import annotations

import fcntl
import os

import pytest

from data.store.open import Store, open_store
from tests.data.build.registers import Register
from tests.data.build.stores import built_of

PROVINCE = "35"
SMALL = ("35.72.01", "35.76.01", "35.77.01", "35.79.01")
#: Places by their share of the families: the small ones hold a few dozen each.
PLACES = (*["35.15.01"] * 20, *["35.78.01"] * 12, *SMALL, SMALL[0], "51.71.01")


@pytest.fixture(scope="session")
def weight_one(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Made once for all workers; only to be read."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "weight_one"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "store" / "current").exists():
            built_of(Register(seed=11, families=1800, places=PLACES, weights=(1,)).live(5), folder)
    return open_store(folder / "store")
