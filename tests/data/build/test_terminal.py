"""What the terminal shows of a build: how far, how much time is left, and the memory of each worker of a cluster."""

from __future__ import annotations

import io

from rich.console import Console

from commands.build import _bars, _Stages


def test_progress_time_left_and_memory_of_each_worker_are_shown():
    now = [0.0]
    console = Console(file=io.StringIO(), width=150, get_time=lambda: now[0])
    bars = _bars(console)
    stages = _Stages(bars)
    for second, share in ((0.0, 0.0), (10.0, 0.25), (20.0, 0.5)):
        now[0] = second
        stages.told("2026Q1 shards counted", 0, share)
        stages.told("2026Q1 cell", 8_000, share)
        stages.workers("0 0.5 GB, 1 1.2 GB" if second else "")
    with console.capture() as shown:
        console.print(bars.get_renderable())
    counted, cell, workers = shown.get().splitlines()
    assert counted.startswith("2026Q1 shards counted ")
    assert counted.split()[-2:] == ["0:00:20", "0:00:20"]
    assert "4,000 of 8,000 rows" in cell
    assert workers.startswith("workers ")
    assert "0 0.5 GB, 1 1.2 GB" in workers
    # A stage that ended makes room for the next.
    stages.told("2026Q1 cell", 8_000, 1.0)
    with console.capture() as shown:
        console.print(bars.get_renderable())
    assert "2026Q1 cell" not in shown.get()
