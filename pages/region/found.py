"""Titles of the figures of one area: what each shows, computed from what it draws."""

from __future__ import annotations

from pages.paper.values import SheetBars, SheetInterval
from pages.shared.session import Viewer
from terms import TARGETS

#: Deciles 1 to 4, whom aid is for.
POOR = 4


def errors(viewer: Viewer, told: tuple[SheetInterval, ...]) -> str:
    """How many errors lie wholly under each target."""
    below = {target: sum(one.high < target for one in told) for target in TARGETS}
    return viewer.say("temuan.lines", low=below[min(TARGETS)], high=below[max(TARGETS)], count=len(told))


def deciles(viewer: Viewer, told: SheetBars) -> str:
    """The share of deciles 1–4 in the area and beside it; empty where one is withheld."""
    parts = [values[:POOR] for values in told.values]
    if any(value is None for part in parts for value in part):
        return ""
    shares = [
        f"{name} {viewer.voice.persen(sum(value or 0.0 for value in part))}"
        for name, part in zip(told.names, parts, strict=True)
    ]
    return viewer.say("pantauan.found_deciles", shares=", ".join(shares))
