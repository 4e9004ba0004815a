"""What many threads let go of goes back to the system."""

from __future__ import annotations

import os
import subprocess
import sys

GROWS_AND_SHRINKS = """
import threading
import numpy as np
from web import memory

def resident():
    text = open("/proc/self/status").read()
    return int(text.split("RssAnon:")[1].split()[0]) / 1024

def work():
    for size in (24_000_000, 600_000, 600_000):  # the first teaches the system's library, if it may learn
        parts = [np.ones(size // 8) for _ in range(8)]
        pinned.append(bytes(1000))
        del parts

assert memory.keep_level()
pinned, before = [], resident()
for _ in range(10):
    threads = [threading.Thread(target=work) for _ in range(8)]
    [one.start() for one in threads]
    [one.join() for one in threads]
print(resident() - before)
"""


def test_threads_leave_little_behind():
    found = subprocess.run([sys.executable, "-c", GROWS_AND_SHRINKS], capture_output=True, text=True, check=True)
    assert float(found.stdout) < 40, found.stdout


def test_arrow_gives_back_what_it_lets_go_of():
    """Whatever is imported first by the launcher must not have loaded Arrow, which reads the setting once."""
    program = "import app, pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    asked = {name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"}
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=asked)
    assert found.stdout.strip() == "system"
