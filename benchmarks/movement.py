"""How fast the pages on movement get their figures for the nation: each reader once on a fresh connection, then again.

    python benchmarks/movement.py [store]

The aim is half a second a page. Rows of the store are bounded by its dimensions and not by the number of families, so
that a store of scale 0.1 or more is as large as one of scale 1.0. A page's figures are what one of its views reads.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from data.read import asked, movement, updates
from data.store.open import Store, open_store
from data.store.scope import Scope

AIM_SECONDS = 0.5
Read = Callable[[], object]


def views(store: Store) -> dict[str, list[Read]]:
    """What each view reads when it opens for the nation."""
    nation, quarters = Scope.national(), asked.quarters(store)
    now, last, year = quarters[-1], quarters[-1:], quarters[1:][-4:]
    steps = [(each.previous(), each) for each in year]
    return {
        "ledger of a quarter, and the year": [
            *(lambda each=each: movement.ledger(store, nation, "PBI", "nation", (each,)) for each in year),
            *(lambda step=step: movement.decile_flows(store, nation, *step) for step in steps),
        ],
        "ledger of a year by kabupaten": [lambda: movement.ledger(store, nation, "PBI", "kabupaten", year)],
        "desil to desil, with the year": [
            *(lambda step=step: movement.decile_flows(store, nation, *step) for step in steps),
            lambda: movement.decile_flows(store, nation, year[0].previous(), now),
        ],
        "time on aid": [lambda: movement.spells(store, nation, "PKH", now)],
        "proposals": [
            lambda: updates.flows(store, nation, quarters),
            lambda: updates.waits(store, nation, "nation", last),
            lambda: updates.waits(store, nation, "channel", last),
            lambda: updates.effects(store, nation, last),
            lambda: updates.areas(store, nation, "province", last),
            lambda: updates.areas(store, nation, "province", quarters),
            lambda: updates.waits(store, nation, "province", last),
        ],
        "state of the register": [
            lambda: updates.register_quality(store, nation, now, "nation"),
            lambda: updates.register_quality(store, nation, now, "province"),
            lambda: movement.register_flows(store, nation, "nation", last),
        ],
    }


def seconds(reads: list[Read]) -> float:
    started = time.perf_counter()
    for read in reads:
        read()
    return time.perf_counter() - started


def main() -> int:
    """Print a line a view; exit code 1 when one misses the aim on the second reading."""
    store = open_store(Path(sys.argv[1] if len(sys.argv) > 1 else "store"))
    missed = False
    print(f"{'view':<36}{'first':>9}{'again':>9}")
    for name, reads in views(store).items():
        store.close()
        first, again = seconds(reads), seconds(reads)
        missed |= again > AIM_SECONDS
        print(f"{name:<36}{first:>7.3f} s{again:>7.3f} s")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
