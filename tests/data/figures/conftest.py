"""A register of weight 1 with one large and four small kabupaten in a province, over five quarters."""

from __future__ import annotations

import fcntl
import os
from datetime import date

import pytest

from data.contract.values import UPDATE_CHANNELS
from data.store.open import Store, open_store
from terms import Quarter
from tests.data.build.registers import Register, Row, Snapshot
from tests.data.build.stores import built_of

PROVINCE = "35"
SMALL = ("35.72.01", "35.76.01", "35.77.01", "35.79.01")
#: Places by their share of the families: the small ones hold a few dozen each.
KIND_SHARES = (*["proposal"] * 8, *["correction"] * 3, "objection")
CHANNEL_SHARES = (*["siks_ng"] * 8, *["rt_rw"] * 3, *UPDATE_CHANNELS)
#: The two large ones have kecamatan of a few families beside larger ones, one of them not known (00).
SIDOARJO = (*["35.15.01"] * 11, *["35.15.02"] * 5, "35.15.03", "35.15.04", "35.15.05", "35.15.00")
SURABAYA = (*["35.78.01"] * 6, *["35.78.02"] * 4, "35.78.03", "35.78.04")
#: One kecamatan of each is dealt out among so many, so that they hold a few families.
DEALT_OUT = {"35.15.05": 3, "35.78.04": 6}
PLACES = (*SIDOARJO, *SURABAYA, *SMALL, SMALL[0], "51.71.01")


class BusyRegister(Register):
    """A register in which hundreds of proposals are filed every quarter, most of them in the first two places."""

    FILED = 1600

    def _told_updates(self, quarter: Quarter) -> list[Row]:
        dice, month = self.dice, quarter.number * 3 - 2
        for row in self._updates:
            if row["outcome"] == "pending" and dice.random() < 0.6:
                self._decide(row, date(quarter.year, month, 28))
        for _ in range(self.FILED):
            row = {
                "update_id": len(self._updates) + 1,
                "family_id": dice.choice((None, *self._register)),
                "kecamatan_code": dice.choice(self.places),
                "filed_on": date(quarter.year, month, dice.randint(1, 28)),
                "kind": dice.choice(KIND_SHARES),
                "channel": dice.choice(CHANNEL_SHARES),
                "stage": dice.choice(("filed", "filed", "village_meeting", "field_check")),
                "outcome": "pending",
                "decided_on": None,
                "decile_before": dice.choice((None, 3, 4, 5, 6)),
                "decile_after": None,
            }
            self._updates.append(row)
            if dice.random() < 0.5:
                self._decide(row, date(quarter.year, month + 2, 28))
        return [dict(row) for row in self._updates]

    def _decide(self, row: Row, day: date) -> None:
        accepted = self.dice.random() < 0.7
        row |= {"outcome": "accepted" if accepted else "rejected", "stage": "bps_ranking", "decided_on": day}
        if accepted:
            row["decile_after"] = self.dice.randint(1, 6)


def dealt_out(snapshot: Snapshot) -> Snapshot:
    """The snapshot with some kecamatan divided; their kabupaten keep what they have."""
    tables = ((snapshot.families, "family_id"), (snapshot.payments, "family_id"), (snapshot.updates, "update_id"))
    for rows, key in tables:
        for row in rows:
            code = row["kecamatan_code"]
            if code in DEALT_OUT:
                row["kecamatan_code"] = f"{code[:6]}{int(code[6:]) + row[key] % DEALT_OUT[code]:02}"
    return snapshot


@pytest.fixture(scope="session")
def weight_one(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Made once for all workers; only to be read."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "weight_one"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "store" / "current").exists():
            snapshots = BusyRegister(seed=11, families=1800, places=PLACES, weights=(1,)).live(5)
            built_of(map(dealt_out, snapshots), folder)
    return open_store(folder / "store")
