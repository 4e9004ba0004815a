"""The log of a build, beside the store. It is never the fault: on a full disk a build goes without."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from time import struct_time

from data.store.folder import new_build_id
from terms import JAKARTA

log = logging.getLogger("tepat.build")
log.propagate = False


class _Quiet(logging.FileHandler):
    """A file that takes what it can."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: the disk is full, and the build itself will say so."""

    def close(self) -> None:
        with suppress(OSError):
            super().close()


@contextmanager
def logged(store: Path) -> Iterator[str]:
    """A new build id, and a log file of that name beside the store if one can be written."""
    build_id = new_build_id()
    handler = _handler(store / "log" / f"{build_id}.log")
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield build_id
    except BaseException as fault:
        log.error("stopped: %s", str(fault) or type(fault).__name__)
        raise
    finally:
        log.removeHandler(handler)
        handler.close()


def _handler(path: Path) -> logging.Handler:
    try:
        handler = _Quiet(path, encoding="utf-8")
    except OSError:
        return logging.NullHandler()
    formatter = logging.Formatter("%(asctime)s WIB %(levelname)s %(message)s")
    formatter.converter = _in_jakarta
    handler.setFormatter(formatter)
    return handler


def _in_jakarta(seconds: float | None) -> struct_time:
    return datetime.fromtimestamp(seconds or 0, JAKARTA).timetuple()
