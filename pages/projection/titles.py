"""Titles of the figures of a projection: what each shows, from what it draws; empty where it cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from data.figures.projection import AreaCourse
from geo import regions
from pages.projection import words
from pages.projection.choice import ProjectionChoice
from pages.shared.names import scenario_name
from pages.shared.session import Viewer

Write = Callable[[float], str]
#: Fewer families are not told as a difference.
SMALL = 10


def recipients(viewer: Viewer, chosen: ProjectionChoice, ours: AreaCourse, theirs: AreaCourse) -> str:
    """Recipients at both ends under the scenario, and at the last under its reference; empty where one is withheld."""
    ends = (ours["recipients"][0], ours["recipients"][-1], theirs["recipients"][-1])
    if any(one is None for one in ends):
        return ""
    start, end, held = (words.told(viewer, one) for one in ends)
    return viewer.say(
        "proyeksi.found_recipients",
        programme=words.programme(viewer, chosen),
        start=start,
        end=end,
        held=held,
        first=words.short(viewer, ours.quarters[0]),
        last=words.short(viewer, ours.quarters[-1]),
        name=scenario_name(chosen.asked.policy.name, viewer.voice),
        reference=chosen.reference,
    )


def cap(viewer: Viewer, ours: AreaCourse) -> str:
    """How many reach the limit in all, and what becomes of them; empty where a sum or a difference may not be told, or
    nobody does."""
    reached, ended = ours.total("reached_cap"), ours.total("dropped_cap")
    poorest = ours.total("dropped_poorest")
    if reached is None or ended is None or poorest is None or not round(reached):
        return ""
    stay = max(reached - ended, 0.0)
    if 0 < round(stay) < SMALL:
        return ""
    told = {"reached": reached, "ended": ended, "stay": stay, "poorest": poorest}
    last = words.short(viewer, ours.quarters[-1])
    return viewer.say(
        "proyeksi.found_cap", last=last, **{name: viewer.voice.angka(number) for name, number in told.items()}
    )


def when(viewer: Viewer, values: pd.DataFrame, write: Write) -> str:
    """In which quarter the first and the last area (code, value) come, or that all come in the same; empty without."""
    known = values.dropna(subset=["value"]).sort_values("value")
    if known.empty:
        return ""
    first, last = known.iloc[0], known.iloc[-1]
    early, late = write(float(first["value"])), write(float(last["value"]))
    if early == late:
        return viewer.say("proyeksi.found_when_alike", count=len(known), early=early)
    said = {"early": early, "late": late, "first": regions.name(str(first["code"]))}
    return viewer.say("proyeksi.found_when", last=regions.name(str(last["code"])), **said)


def compared(viewer: Viewer, measure: str, last: str, values: Mapping[str, float | None], write: Write) -> str:
    """The scenarios (names) with the highest and the lowest value in the last quarter, or that all are alike; the
    measure alone where none is told."""
    known = pd.Series({name: value for name, value in values.items() if value is not None}, dtype="float64")
    known = known.sort_values(ascending=False)
    if known.empty:
        return measure
    named = viewer.say("proyeksi.found_at", measure=measure, last=last)
    high, low = write(float(known.iloc[0])), write(float(known.iloc[-1]))
    if high == low:
        return viewer.say("banding.found_equal", measure=named, value=high)
    said = {"high": known.index[0], "highest": high, "low": known.index[-1], "lowest": low}
    return viewer.say("banding.found_ends", measure=named, **said)


def graduated(viewer: Viewer, quarters: Sequence[str], counts: Sequence[float | None]) -> str:
    """How many graduated over these quarters and in which most did; empty where a count is withheld."""
    known = [count for count in counts if count is not None]
    if len(known) < len(counts) or not sum(known) > 0:
        return ""
    most = max(range(len(known)), key=lambda at: known[at])
    voice = viewer.voice
    said = {"count": len(known), "number": voice.angka(sum(known)), "most": voice.angka(known[most])}
    return viewer.say("proyeksi.found_graduated", peak=words.short(viewer, quarters[most]), **said)
