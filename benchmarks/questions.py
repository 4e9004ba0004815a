"""What one person's questions cost, one after the other: processor milliseconds by page and by what is asked.

Run: python -m benchmarks.questions [STORE] [--questions 400] [--seed 1] [--dear 12] [--profile] [--cold]

Choices are those of `benchmarks/people.py`. The application runs inside this process and has opened its own pages
first (not with ``--cold``), so that what is told is what an answer costs a server that was warm. Kinds: ``open``, a
page by its address; ``move <control>``, another value; ``same``, a click that changes nothing. With ``--profile`` where
the time goes, by functions of ours, as far as looks every few milliseconds tell; and the dearest questions with their
choices. Own memory is told at the end.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME

from benchmarks import inside
from benchmarks.level import resident
from benchmarks.people import MOVES, OPENS, VIEWS
from tests.menu import PAGES

ROOT = str(Path(__file__).parent.parent)
A_SESSION, LOOKS_EVERY_SECONDS = 20, 0.004
PARTS = ("lihat", "bagian")
SHARES = {"median": 0.5, "90 %": 0.9, "95 %": 0.95, "99 %": 0.99, "longest": 1.0}
#: A busy machine is no fault: processor time is what is told.
LONGEST_SECONDS = 1800


@dataclass(frozen=True)
class Asked:
    """One question: the page with its part, what was done, the address, and processor milliseconds."""

    view: str
    kind: str
    query: str
    spent: float
    seen: Counter[str]


@dataclass
class Looks:
    """Looks at what threads of pages are doing: processor milliseconds by function of ours, each once in a stack."""

    every: float
    found: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def open(self) -> Iterator[None]:
        ended = threading.Event()
        looking = threading.Thread(target=self._look, args=(ended,), daemon=True)
        looking.start()
        yield
        ended.set()
        looking.join()

    def _look(self, ended: threading.Event) -> None:
        clocks: dict[int, float] = defaultdict(float)
        while not ended.wait(self.every):
            pages = {one.ident for one in threading.enumerate() if hasattr(one, SCRIPT_RUN_CONTEXT_ATTR_NAME)}
            for thread, frame in sys._current_frames().items():
                if thread in pages:
                    now = time.clock_gettime(time.pthread_getcpuclockid(thread))
                    spent, clocks[thread] = 1000 * (now - clocks[thread]), now
                    for name in set(_ours(frame)):
                        self.found[name] += spent


def _ours(frame: Any) -> Iterator[str]:
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(ROOT) and ".venv" not in file:
            yield f"{file[len(ROOT) + 1 :]}:{frame.f_code.co_name}"
        frame = frame.f_back


def _next(one: inside.Visitor, chance: random.Random) -> tuple[str, Any]:
    turn, widgets = chance.random(), one.screen.widgets()
    if not widgets or turn < OPENS:
        page = chance.choice(PAGES)
        return "open", one.screen.opening(page, **chance.choice(VIEWS.get(page, ({},))))
    if turn < OPENS + MOVES:
        name = chance.choice(widgets)[1].id
        return f"move {name.rpartition('-')[2]}", one.screen.moving(name, chance)
    return "same", one.screen.asking()


async def asked(count: int, seed: int, looked: bool) -> list[Asked]:
    """So many questions of people who come and go."""
    chance, found, one = random.Random(seed), [], inside.visitor()
    for number in range(count):
        kind, message = _next(one, chance)
        looks = Looks(LOOKS_EVERY_SECONDS if looked else 60)
        with looks.open():
            spent = await one.ask(message)
        query = parse_qs(one.screen.query)
        part = next((query[name][0] for name in PARTS if name in query), "")
        found.append(Asked(f"{one.screen.page} {part}".strip(), kind, one.screen.query, spent, looks.found))
        print(f"{number} {spent:.0f} ms {found[-1].view} {kind} {one.screen.query}", file=sys.stderr, flush=True)
        if one.screen.faults:
            raise RuntimeError(f"the page showed an exception: {found[-1]}")
        if (number + 1) % A_SESSION == 0:
            inside.leave(one)
            one = inside.visitor()
    return found


def table(found: list[Asked]) -> str:
    """By view and kind, the dearest first."""
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in found:
        groups[one.view, one.kind].append(one.spent)
    every = sum(one.spent for one in found)
    head = ("view", "kind", "asked", "mean ms", "median ms", "longest ms", "% of all")
    lines = [f"| {' | '.join(head)} |", "|---|---|---:|---:|---:|---:|---:|"]
    for (view, kind), spent in sorted(groups.items(), key=lambda item: -sum(item[1])):
        times = " | ".join(f"{each:.0f}" for each in (statistics.mean(spent), statistics.median(spent), max(spent)))
        lines.append(f"| {view} | {kind} | {len(spent)} | {times} | {100 * sum(spent) / every:.1f} |")
    return "\n".join(lines)


def told(found: list[Asked]) -> str:
    """All questions together."""
    spent = sorted(one.spent for one in found)
    at = lambda share: spent[int(share * (len(spent) - 1))]  # noqa: E731
    times = ", ".join(f"{name} {at(share):.0f}" for name, share in SHARES.items())
    return f"{len(spent)} questions: mean {statistics.mean(spent):.0f} ms of processor time, {times}"


def dearest(found: list[Asked], most: int) -> Iterator[str]:
    """The dearest questions, and functions of ours that they spent their time in."""
    for one in sorted(found, key=lambda each: -each.spent)[:most]:
        yield f"\n{one.spent:.0f} ms  {one.view}  {one.kind}  {one.query}"
        yield from (f"    {spent:6.0f}  {name}" for name, spent in one.seen.most_common(28) if spent > 20)


async def main(given: argparse.Namespace) -> None:
    from pages.shared import visitor

    inside.WAIT_SECONDS = visitor.LONGEST_SECONDS = LONGEST_SECONDS
    async with inside.application():
        if not given.cold:
            await visitor.visit((*visitor.FIRST, *visitor.LATER, *visitor.DECIDED, *visitor.earlier()))
        found = await asked(given.questions, given.seed, given.profile)
    print(told(found), f"own memory {resident('RssAnon')} MB")
    print(table(found))
    if given.profile:
        every: Counter[str] = sum((one.seen for one in found), Counter())
        print("\n".join(["", "all:", *(f"    {spent:8.0f}  {name}" for name, spent in every.most_common(110))]))
    print("\n".join(dearest(found, given.dear)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", nargs="?")
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dear", type=int, default=12)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--cold", action="store_true")
    chosen = parser.parse_args()
    if chosen.store:
        os.environ["TEPAT_STORE"] = chosen.store
    inside.run(main(chosen))
