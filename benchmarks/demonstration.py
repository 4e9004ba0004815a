"""Time and peak memory of making and building the demonstration register.

Run ``python benchmarks/demonstration.py [SCALE ...]`` (default 0.01 and 0.1); each step is a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def measure(arguments: list[str]) -> tuple[float, float, float]:
    """Seconds on the clock, seconds of processor time, and peak memory in MB of one ``tepat`` command."""
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, "cli.py", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"tepat {' '.join(arguments)} failed with code {child.returncode}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size(folder: Path) -> float:
    """MB of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def main(scales: list[str]) -> None:
    print(f"{'scale':>6} {'step':<6} {'seconds':>8} {'cpu':>8} {'peak MB':>8} {'disk MB':>8}")
    for scale in scales:
        with tempfile.TemporaryDirectory() as folder:
            inbox, store = Path(folder) / "inbox", Path(folder) / "store"
            steps = {
                "demo": (["demo", "--scale", scale, "--inbox", str(inbox)], inbox),
                "build": (["build", "--inbox", str(inbox), "--store", str(store)], store),
            }
            for step, (arguments, made) in steps.items():
                seconds, processor, peak = measure(arguments)
                print(f"{scale:>6} {step:<6} {seconds:>8.1f} {processor:>8.1f} {peak:>8.0f} {size(made):>8.0f}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["0.01", "0.1"])
