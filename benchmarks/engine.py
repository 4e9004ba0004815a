"""How far a what-if is from one pass over memory: the engine's answers beside a NumPy sum over the bytes that they rest
on, and how large an answer is that is kept.

Run: python -m benchmarks.engine [FAMILIES | STORE]; as ``benchmarks.what_if``, whose register and questions it takes.
Milliseconds on the clock and of the processor, the least and the median of RUNS; on a busy machine the processor's
least comes nearest to what a question costs. ``times the sum`` is by the processor's least.
"""

from __future__ import annotations

import dataclasses
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from benchmarks.what_if import COUNT, REGISTER, cells_of, engine_tasks
from data.read import register
from data.read.asked import quarters
from data.store.open import open_store
from data.store.scope import Scope
from simulator.cells import Cells
from simulator.engine.part import PartSums
from simulator.engine.simulate import simulate
from simulator.policy.files import named

RUNS = 15
MB = 2**20


def arrays(found: Any) -> Iterable[np.ndarray]:
    """Every array that something holds, through tuples, mappings and dataclasses."""
    if isinstance(found, np.ndarray):
        yield found
    elif dataclasses.is_dataclass(found) or isinstance(found, PartSums):
        yield from arrays(list(vars(found).values()))
    elif isinstance(found, dict):
        yield from arrays(list(found.values()))
    elif isinstance(found, (list, tuple)):
        for one in found:
            yield from arrays(one)


def size(found: Any) -> int:
    """Bytes of the arrays, each once."""
    whole = {id(one if one.base is None else one.base): one for one in arrays(found)}
    return sum(one.nbytes if one.base is None else one.base.nbytes for one in whole.values())


def timed(task: Callable[[], Any]) -> tuple[list[float], list[float]]:
    """Milliseconds on the clock and of the processor."""
    task()
    wall, used = [], []
    for _ in range(RUNS):
        started, busy = time.perf_counter(), time.process_time()
        task()
        wall.append((time.perf_counter() - started) * 1000)
        used.append((time.process_time() - busy) * 1000)
    return wall, used


def main(cells: Cells) -> None:
    outcome = simulate(cells, named("lima_tahun_luas"))
    tasks = engine_tasks(cells)
    for task in tasks.values():
        task()
    rests_on = size(cells.prepared)
    same = np.ones(rests_on // 8)
    print(
        f"{len(cells):,} cells; the engine rests on {rests_on / MB:,.0f} MB; an outcome is {size(outcome) / MB:.1f} MB"
    )
    print(f"{'':<52} {'clock':>7} {'median':>7} {'processor':>9} {'median':>7} {'times the sum':>14}")
    whole = timed(same.sum)
    told("a NumPy sum over the same bytes", whole, min(whole[1]))
    for name, task in tasks.items():
        told(name, timed(task), min(whole[1]))


def told(name: str, taken: tuple[list[float], list[float]], whole: float) -> None:
    wall, used = taken
    each = f"{min(wall):>7.1f} {np.median(wall):>7.1f} {min(used):>9.1f} {np.median(used):>7.1f}"
    print(f"{name:<52} {each} {min(used) / whole:>14.1f}")


def _cells(asked: str) -> Cells:
    if not asked.isdigit():
        store = open_store(Path(asked))
        return register.cells(store, Scope.national(), quarters(store)[-1])
    base = duckdb.connect(config={"threads": 2})
    base.execute(REGISTER, {"families": int(asked)})
    base.execute(COUNT)
    return cells_of(base.execute("from cell").df())


if __name__ == "__main__":
    main(_cells(sys.argv[1] if len(sys.argv) > 1 else "9500000"))
