"""What a process and all that it starts take: processor time, and the most memory of each and of all together."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and of processor time; the most memory of each process, and of all at once with what they
    share counted once, in MB; the most bytes below the folders looked at."""

    clock: float
    processor: float
    peaks: tuple[float, ...]
    together: float
    scratch_bytes: int


@dataclass
class Watched(threading.Thread):
    """Looks at these processes and their children, and at scratch folders, until told to stop. The system's own count
    of a peak (VmHWM) misses nothing between two looks."""

    roots: tuple[int, ...]
    scratch: Path
    every: float = 0.5
    peaks: dict[int, float] = field(default_factory=dict)
    together: float = 0.0
    scratch_bytes: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        while not self.ended.wait(self.every):
            self.look()

    def look(self) -> None:
        family = [pid for root in self.roots for pid in with_children(root)]
        for pid in family:
            self.peaks[pid] = max(self.peaks.get(pid, 0.0), kilobytes(pid, "status", "VmHWM") / 1000)
        self.together = max(self.together, sum(kilobytes(pid, "smaps_rollup", "Pss") for pid in family) / 1000)
        self.scratch_bytes = max(self.scratch_bytes, bytes_of(self.scratch))

    def stop(self) -> None:
        self.ended.set()
        self.join()


def watched(command: list[str], folder: Path, scratch: Path, others: tuple[int, ...] = ()) -> Cost:
    """Run a command to its end, in a folder; ``others`` are processes that work for it. CalledProcessError with what it
    said when it fails."""
    before, started = {pid: processor(pid) for pid in all_of(others)}, time.monotonic()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        looking = Watched((process.pid, *others), scratch)
        looking.start()
        try:
            words = process.stderr.read() if process.stderr else ""
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            process.kill()
            raise
        finally:
            looking.stop()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=words)
    spent = usage.ru_utime + usage.ru_stime
    spent += sum(processor(pid) - before.get(pid, 0.0) for pid in all_of(others))
    looking.peaks[process.pid] = max(looking.peaks.get(process.pid, 0.0), usage.ru_maxrss / 1000)
    clock = time.monotonic() - started
    return Cost(clock, spent, tuple(looking.peaks.values()), looking.together, looking.scratch_bytes)


def all_of(roots: tuple[int, ...]) -> list[int]:
    return [pid for root in roots for pid in with_children(root)]


def with_children(pid: int) -> list[int]:
    """A process that lives and all below it."""
    try:
        children = [int(word) for path in (PROC / str(pid) / "task").glob("*/children") for word in words_of(path)]
    except OSError:
        return []
    return [pid, *(found for child in children for found in with_children(child))]


def words_of(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except OSError:
        return []


def kilobytes(pid: int, file: str, name: str) -> float:
    """A line of a process' own account of its memory; 0 when it is gone."""
    words = words_of(PROC / str(pid) / file)
    return float(words[words.index(f"{name}:") + 1]) if f"{name}:" in words else 0.0


def processor(pid: int) -> float:
    """Seconds of processor time of a process that lives."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bytes_of(folder: Path) -> int:
    """The bytes of all files below scratch folders; what goes while it is counted, folders too, is not counted."""
    total = 0
    for scratch in folder.glob("*/scratch.*"):
        for place, _, names in os.walk(scratch):
            for name in names:
                with suppress(OSError):
                    total += Path(place, name).stat().st_size
    return total
