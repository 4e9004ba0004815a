"""The log as lines of JSON: what happened and where in the code, never to whom or with which values."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

import settings

#: The loggers that may say their words whole: they speak of the installation. Of others only the pattern is kept.
OURS = ("tepat",)


class JsonLines(logging.Formatter):
    """One line an event: time (UTC), level, logger, message, and of a fault its kind and its places."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # What is filled into a pattern may be an address with choices in it, or what somebody typed.
            "message": record.getMessage() if record.name.startswith(OURS) else str(record.msg),
        }
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])
            told["fault"] = record.exc_info[0].__name__
            told["at"] = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames[-8:]]
        return json.dumps(told, ensure_ascii=False)


def begin() -> None:
    """Let every handler write so, where that is asked for; Streamlit gives each of its loggers one of its own."""
    if settings.log_form() != "json":
        return
    known = [logging.getLogger(name) for name in (*logging.root.manager.loggerDict, "")]
    for handler in {handler for one in known for handler in one.handlers}:
        handler.setFormatter(JsonLines())
    if not logging.root.handlers:
        own = logging.StreamHandler()
        own.setFormatter(JsonLines())
        logging.getLogger("tepat").addHandler(own)
