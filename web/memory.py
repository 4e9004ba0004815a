"""Memory that is let go of goes back to the system, so that a server of many threads is as large as what it keeps.

To be imported before anything that loads Arrow, which reads its setting once.
"""

from __future__ import annotations

import ctypes
import os

#: Arrow's own allocator keeps what columns let go of, some 60 MB beside what the settings below give back.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

#: What GNU's `mallopt` calls M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, with what they are set to.
#: Each rerun is a thread, and by itself every thread fills an arena of its own, which keeps what the thread let go of.
#: The threshold by itself grows to 32 MB with the arrays that come by, after which these fill the arenas too.
_SETTINGS = ((-8, 2), (-3, 1 << 20), (-1, 64 << 20))


def keep_level() -> bool:
    """Set it for this process; False where the system's library knows no such settings, which then has its own way."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, TypeError, AttributeError):
        return False
    return all(mallopt(name, value) == 1 for name, value in _SETTINGS)
