"""A step in a process of its own: its answer, and what it took."""

from __future__ import annotations

import multiprocessing
import resource
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Measured:
    """What a step gave (it must pickle), seconds on the clock and of the processor, and its peak of memory in bytes."""

    answer: Any
    seconds: float
    processor: float
    peak: int


def measured(step: Callable[[], Any]) -> Measured:
    """Run a step in a process that ends with it. RuntimeError when it fails, with what it said."""
    context = multiprocessing.get_context("fork")
    reader, writer = context.Pipe(duplex=False)

    def run() -> None:
        started, processor = time.monotonic(), _processor()
        try:
            answer = step()
        except BaseException:
            writer.send(traceback.format_exc())
            return
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        writer.send(Measured(answer, time.monotonic() - started, _processor() - processor, peak))

    process = context.Process(target=run)
    process.start()
    writer.close()
    try:
        found = reader.recv()
    except EOFError:
        found = f"the step was ended from outside, exit code {process.exitcode}"
    process.join()
    if isinstance(found, str):
        raise RuntimeError(found)
    return found


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
