"""How long a projection takes over the cells of a store, beside a plain way of saying the same.

Run: OPENBLAS_NUM_THREADS=1 python -m benchmarks.projection STORE [DRAWS [TIMES]]. With TIMES every cell of the store
stands so many times over, which is how the nation's number of cells is had from a small store: 23 times those of scale
0.01 are the 5.5 million of scale 1.0, with 23 times the families. One run is 20 quarters of lima_tahun_luas
over all kabupaten and programmes. The plain alternative is Sembako with the cap alone, in a loop over quarters and
kabupaten with every family type and quarter on aid; how far the recipients of both differ is printed. The backtest
follows: the share of kabupaten whose band of 90 % holds what came. Seconds on the clock and of the processor; medians
of three for one run.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from data.read import asked, register
from data.read.projection import held_out, observed
from data.store.open import open_store
from data.store.scope import Scope
from simulator.cells import Cells
from simulator.engine.decision import exemption
from simulator.policy.files import Policy, named
from simulator.projection.backtest import backtest
from simulator.projection.bands import bands
from simulator.projection.lines import lines
from simulator.projection.options import ProjectionOptions
from simulator.projection.ready import Ready, ready
from simulator.projection.run import run
from targeting.flow.observed import fitted
from targeting.flow.rates import Rates

QUARTERS, RUNS, POLICY = 20, 3, "lima_tahun_luas"
#: A column for each quarter on aid that the longest clock of the cells (73) can reach, and 0.
OLDEST = 74 + QUARTERS


def plain(cells: Cells, rates: Rates) -> np.ndarray:
    """(quarter, kabupaten): recipients of Sembako with the cap alone, kabupaten after kabupaten, a column for each
    quarter on aid; column 0 holds who was assessed and kept."""
    rule = scenario().rules(cells.quarter)["SEMBAKO"]
    own, areas = rates.of("SEMBAKO"), len(cells.kabupaten_codes)
    bound = ~exemption(rule, cells.types)
    kind = np.searchsorted(cells.types, cells.family_type)
    clock = cells.quarters_on["SEMBAKO"].astype(int)
    aided = clock > 0
    on = np.zeros((areas, 11, len(bound), OLDEST))
    np.add.at(on, (cells.kabupaten[aided], cells.decile[aided], kind[aided], clock[aided]), cells.families[aided])
    tenure = np.append(24, np.minimum(np.arange(1, OLDEST) - 1, 24))
    hazard = (own.hazard * ~own.by_rule[:, None])[:, tenure]
    found = np.zeros((QUARTERS + 1, areas))
    for step in range(QUARTERS + 1):
        if step:
            for area in range(areas):
                on[area] = np.tensordot(rates.transition[area].T, on[area], 1)
            pool = np.tensordot(rates.moves, on, 1)
            for area in range(areas):
                on[area] = on[area] * (1 - rates.moves[area]) + rates.arrive[area] * pool
                on[area] *= 1 - np.clip(own.factor[area] @ hazard, 0, 1)
                on[area][..., 2:] = on[area][..., 1:-1].copy()
                on[area][..., 1] = 0.0
        for area in range(areas):
            over = on[area][:, bound, rule.max_quarters + 1 :].sum(axis=-1)
            on[area][:, bound, rule.max_quarters + 1 :] = 0.0
            on[area][:, bound, 0] += over * float(rule.cap_keep_share or 0.0)
            found[step, area] = on[area].sum()
    return found


def scenario() -> Policy:
    """The cap of lima_tahun_luas without the test of deciles, so that the plain loop stays plain."""
    return named(POLICY).changed("SEMBAKO", "crossing_keep_share", 1.0, "a benchmark")


def seconds(task: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    wall, used = [], []
    for _ in range(runs):
        started, busy = time.perf_counter(), time.process_time()
        task()
        wall.append(time.perf_counter() - started)
        used.append(time.process_time() - busy)
    return float(np.median(wall)), float(np.median(used))


def peak() -> float:
    """The most memory that this process ever held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(name: str, taken: tuple[float, float]) -> None:
    print(f"{name:<58} {taken[0]:>8.2f} s {taken[1]:>8.2f} s of processor")


def enlarged(cells: Cells, times: int) -> Cells:
    """Every cell so many times over."""
    if times == 1:
        return cells

    def tiled(column: object) -> object:
        if isinstance(column, np.ndarray):
            return np.tile(column, times)
        return {name: np.tile(one, times) for name, one in column.items()} if isinstance(column, Mapping) else column

    return Cells(**{one.name: tiled(getattr(cells, one.name)) for one in fields(cells) if one.init})


def main(folder: Path, draws: int, times: int) -> None:
    store = open_store(folder)
    known, nation = asked.quarters(store), Scope.national()
    cells = register.cells(store, nation, known[-1])
    fit = fitted(observed(store, nation, cells))
    cells = enlarged(cells, times)
    started = time.perf_counter()
    made: Ready = ready(cells, named(POLICY), ProjectionOptions(QUARTERS))
    print(f"{cells.families.sum():,} families in {len(cells):,} cells; made ready in", end=" ")
    print(f"{time.perf_counter() - started:.2f} s, once per policy")
    ours = seconds(lambda: run(made, fit.rates))
    told(f"one run, {QUARTERS} quarters, {len(cells.kabupaten_codes)} kabupaten, all programmes", ours)
    simple = ready(cells, scenario(), ProjectionOptions(QUARTERS))
    alone = replace(simple, programmes=tuple(one for one in simple.programmes if one.code == "SEMBAKO"))
    one = seconds(lambda: run(alone, fit.rates))
    told("  Sembako alone", one)
    beside = seconds(lambda: plain(cells, fit.rates), 1)
    told("  Sembako alone, plain loop", beside)
    gap = np.abs(plain(cells, fit.rates) - run(alone, fit.rates).tracks["SEMBAKO"].columns["recipients"]).max()
    print(f"  the plain loop takes {beside[1] / one[1]:.0f} times as long; recipients differ by at most {gap:,.0f}")
    before = peak()
    told(f"bands of {draws} draws, nation", seconds(lambda: bands([made], fit, "nation", draws), 1))
    told(f"lines of {draws} draws, all kabupaten", seconds(lambda: lines([made], fit, "kabupaten", draws), 1))
    print(f"  memory above what stood before: {peak() - before:,.0f} MB at most")
    if fit.markov is not None:
        markov = fit.markov
        print(
            f"quarters multiplied against the {markov.quarters} seen at once: off by {100 * markov.gap:.1f} points",
            end="; ",
        )
        print("they may be multiplied" if markov.forgets else "families that never move are told apart")
    if len(known) > 2:
        out = held_out(store)
        table = backtest(out.before, fitted(out.seen), out.after)
        print(table.round(3).T.to_string(header=False))


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[2:]]
    main(Path(sys.argv[1]), *(given + [100, 1][len(given) :]))
