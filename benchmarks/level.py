"""Does memory stay level? Thousands of reruns of different views, areas, quarters and scenarios, one after the other.

Run: python -m benchmarks.level [STORE] [--reruns 1000] [--every 100] [--seed 1]

The application runs inside this process. Told are resident memory in MB, processor milliseconds a rerun, and the
longest, after every so many reruns. A new session begins every 20 reruns, as visitors come and go.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
from pathlib import Path

from benchmarks import inside
from benchmarks.people import MOVES, OPENS, VIEWS
from tests.menu import PAGES

A_SESSION = 20


def resident(kind: str = "VmRSS") -> int:
    """Resident memory of this process in MB; with ``RssAnon`` without mapped files."""
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{kind}:")[1].split()[0]) // 1024


async def _rerun(one: inside.Visitor, chance: random.Random) -> float:
    turn, widgets = chance.random(), one.screen.widgets()
    if not widgets or turn < OPENS:
        page = chance.choice(PAGES)
        return await one.ask(one.screen.opening(page, **chance.choice(VIEWS.get(page, ({},)))))
    if turn < OPENS + MOVES:
        return await one.ask(one.screen.moving(chance.choice(widgets)[1].id, chance))
    return await one.ask(one.screen.asking())


async def main(reruns: int, every: int, seed: int) -> None:
    chance, spent, faults = random.Random(seed), [], 0
    async with inside.application():
        print("| reruns | resident MB | own MB | median ms | mean ms | longest ms | failed |")
        print("|---:|---:|---:|---:|---:|---:|---:|")
        one = inside.visitor()
        for number in range(1, reruns + 1):
            spent.append(await _rerun(one, chance))
            if number % A_SESSION == 0:
                faults += one.screen.faults
                inside.leave(one)
                one = inside.visitor()
            if number % every == 0:
                times = (statistics.median(spent), statistics.mean(spent), max(spent))
                told = (number, resident(), resident("RssAnon"), *(round(each) for each in times), faults)
                print(f"| {' | '.join(map(str, told))} |", flush=True)
                spent.clear()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", nargs="?")
    parser.add_argument("--reruns", type=int, default=1000)
    parser.add_argument("--every", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.store:
        os.environ["TEPAT_STORE"] = asked.store
    inside.run(main(asked.reruns, asked.every, asked.seed))
