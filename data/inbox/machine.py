"""How much memory is free on this machine, and how much of it DuckDB may take where nobody says."""

from __future__ import annotations

from pathlib import Path

from data.inbox.how_many import amount

#: The limits to choose from: few, so that two builds on one machine mostly cut a register alike.
LIMITS = ("4GB", "2GB", "1GB", "500MB")
#: What Python, its libraries and the models of a national quarter take beside what DuckDB counts, in bytes.
BESIDE = 0.75e9
MEMORY, GROUP = Path("/proc/meminfo"), Path("/sys/fs/cgroup")


def usual_limit(free: float | None) -> str:
    """The most memory that DuckDB may use on a machine with so many bytes free; 4 GB where that is not known."""
    if free is None:
        return LIMITS[0]
    return next((limit for limit in LIMITS if amount(limit) + BESIDE <= free), LIMITS[-1])


def free_memory(machine: Path = MEMORY, group: Path = GROUP) -> float | None:
    """Bytes that can be had without pushing others out, of the machine and of the container; None where the system does
    not tell."""
    told = [found for found in (_of_machine(machine), _of_group(group)) if found is not None]
    return min(told, default=None)


def _of_machine(path: Path) -> float | None:
    return next((1024 * float(words[1]) for words in _lines(path) if words[0] == "MemAvailable:"), None)


def _of_group(folder: Path) -> float | None:
    """What a container may still take: files that are kept in memory give way."""
    limit, used = (next(iter(_lines(folder / name)), ["max"])[0] for name in ("memory.max", "memory.current"))
    if not (limit.isdecimal() and used.isdecimal()):
        return None
    kept = next((float(words[1]) for words in _lines(folder / "memory.stat") if words[0] == "file"), 0.0)
    return max(float(limit) - float(used) + kept, 0.0)


def _lines(path: Path) -> list[list[str]]:
    try:
        return [words for line in path.read_text(encoding="utf-8").splitlines() if (words := line.split())]
    except OSError:
        return []
