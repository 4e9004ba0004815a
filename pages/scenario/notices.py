"""The simulator's warnings in words: a scenario that is odd but possible."""

from __future__ import annotations

from datetime import date

from pages.shared.names import programme_name
from pages.shared.session import Viewer
from simulator.engine.notices import Notice


def warning(viewer: Viewer, notice: Notice) -> str:
    """A warning of the simulator in the viewer's language."""
    named, voice = programme_name(notice.programme, viewer.voice), viewer.voice
    value = voice.bulat(notice.value) if isinstance(notice.value, int) else notice.value
    limit = voice.tanggal(notice.limit) if isinstance(notice.limit, date) else voice.bulat(notice.limit)
    return viewer.say(f"simulasi.notice_{notice.code}", programme=named, value=value, limit=limit)
