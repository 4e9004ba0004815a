"""What a rerun costs the server: processor milliseconds and work, page by page, with everything cached.

Run: python -m benchmarks.rerun [STORE] [--page NAME …] [--profile] [--repeat N]   (default: the application's store)

The real application runs inside this process (`benchmarks/inside.py`), so that nothing but its work is counted. For
each view: the first opening, a rerun that changes nothing, one that changes a control to a value that was seen before,
and one to a value that nobody asked for yet. Work: statements of SQL, Plotly figures and pandas frames made.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import threading
from dataclasses import dataclass
from typing import Any

from benchmarks import inside
from tests.pages.work import Work, counted

#: Page and address of every view that is measured, and two values of one control that are switched between.
VIEWS: dict[str, tuple[str, dict[str, str], str, tuple[str, str]]] = {
    "ringkasan": ("ringkasan", {}, "triwulan", ("2025Q4", "2026Q1")),
    "sebaran": ("sebaran", {}, "wilayah", ("35", "33")),
    "pergerakan neraca": ("pergerakan", {}, "wilayah", ("35", "33")),
    "pergerakan peta": ("pergerakan", {"lihat": "peta"}, "wilayah", ("35", "33")),
    "pergerakan desil": ("pergerakan", {"lihat": "desil"}, "wilayah", ("35", "33")),
    "pergerakan lama": ("pergerakan", {"lihat": "lama"}, "wilayah", ("35", "33")),
    "ketepatan putusan": ("ketepatan", {}, "wilayah", ("35", "33")),
    "ketepatan wilayah": ("ketepatan", {"lihat": "wilayah"}, "wilayah", ("35", "33")),
    "ketepatan sebab": ("ketepatan", {"lihat": "sebab"}, "wilayah", ("35", "33")),
    "ketepatan cek": ("ketepatan", {"lihat": "cek"}, "wilayah", ("35", "33")),
    "ketepatan kunjungan": ("ketepatan", {"lihat": "kunjungan"}, "wilayah", ("35", "33")),
    "ketepatan rencana": ("ketepatan", {"lihat": "rencana"}, "wilayah", ("35", "33")),
    "ketepatan acuan": ("ketepatan", {"lihat": "acuan"}, "wilayah", ("35", "33")),
    "pemutakhiran usulan": ("pemutakhiran", {}, "wilayah", ("35", "33")),
    "pemutakhiran register": ("pemutakhiran", {"lihat": "register"}, "wilayah", ("35", "33")),
    "simulasi rinci": ("simulasi", {}, "program", ("SEMBAKO", "PKH")),
    "simulasi titik": ("simulasi", {"bagian": "titik"}, "program", ("SEMBAKO", "PKH")),
    "simulasi banding": ("simulasi", {"bagian": "banding"}, "program", ("SEMBAKO", "PKH")),
    "simulasi simpan": ("simulasi", {"bagian": "simpan"}, "program", ("SEMBAKO", "PKH")),
    "metode": ("metode", {}, "triwulan", ("2025Q4", "2026Q1")),
}


@dataclass(frozen=True)
class Measured:
    """Milliseconds of one view."""

    first: float
    same: float
    seen: float
    new: float
    work: Work
    bytes_out: int


async def measure(name: str, repeat: int) -> Measured:
    """One view, in a session of its own."""
    page, query, control, values = VIEWS[name]
    one = inside.visitor()
    first = await one.ask(one.screen.opening(page, **query))
    await one.ask(one.screen.asking())
    before = one.screen.bytes_in
    same = [await one.ask(one.screen.asking()) for _ in range(repeat)]
    sent = (one.screen.bytes_in - before) // repeat
    with counted() as work:
        await one.ask(one.screen.asking())
    new = await one.ask(one.screen.opening(page, **query, **{control: values[0]}))
    await one.ask(one.screen.opening(page, **query, **{control: values[1]}))
    seen = []
    for turn in range(repeat):
        seen.append(await one.ask(one.screen.opening(page, **query, **{control: values[turn % 2]})))
    if one.screen.faults:
        raise RuntimeError(f"{name}: the page showed an exception")
    inside.leave(one)
    return Measured(first, statistics.median(same), statistics.median(seen), new, work, sent)


async def profile(name: str, lines: int) -> None:
    """The top lines of ten reruns that change nothing."""
    page, query, _, _ = VIEWS[name]
    one = inside.visitor()
    await one.ask(one.screen.opening(page, **query))
    await one.ask(one.screen.asking())
    watched = cProfile.Profile()
    for _ in range(10):
        threading.setprofile(_into(watched))
        await one.ask(one.screen.asking())
    threading.setprofile(None)
    print(f"\n{name}: ten reruns that change nothing")
    pstats.Stats(watched).strip_dirs().sort_stats("cumulative").print_stats(lines)
    pstats.Stats(watched).strip_dirs().sort_stats("tottime").print_stats(lines // 2)
    inside.leave(one)


def _into(watched: cProfile.Profile) -> Any:
    def begin(*_: Any) -> None:
        watched.enable()

    return begin


async def main(pages: list[str], repeat: int, lines: int) -> None:
    async with inside.application():
        print("| view | first | nothing | seen | new | SQL | figures | frames | series | KB out |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
        chosen = [name for name in VIEWS if not pages or name in pages or name.split(" ")[0] in pages]
        for name in chosen:
            one = await measure(name, repeat)
            times = " | ".join(f"{each:.0f}" for each in (one.first, one.same, one.seen, one.new))
            work = one.work
            told = f"{work.statements} | {work.figures} | {work.frames} | {work.series} | {one.bytes_out / 1024:.0f}"
            print(f"| {name} | {times} | {told} |", flush=True)
        if lines:
            for name in chosen:
                await profile(name, lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", nargs="?")
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--repeat", type=int, default=10)
    parser.add_argument("--profile", type=int, default=0, metavar="LINES")
    asked = parser.parse_args()
    if asked.store:
        os.environ["TEPAT_STORE"] = asked.store
    inside.run(main(asked.page, asked.repeat, asked.profile))
