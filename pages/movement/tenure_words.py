"""Titles of the figures of time on aid: what each shows, computed from what it draws; empty where it cannot be told."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.figures import tenure
from data.figures.tenure import LAST_YEAR, YearsOnAid
from pages.shared.session import Viewer
from terms import QUARTERS_A_YEAR

#: How long after the start curves are compared: the first of these years that all of them were watched for.
COMPARED_AFTER = (5, 1)
#: The name of the curve of all families, which the others are parts of.
WHOLE = "pergerakan.family_all"


def years(viewer: Viewer, found: YearsOnAid) -> str:
    """The year of aid that most families are in; empty where a count is hidden or nobody is on aid."""
    if found.by_year.isna().any() or not found.total > 0:
        return ""
    year, families = int(str(found.by_year.idxmax())), float(found.by_year.max())
    return viewer.say(
        "pergerakan.found_years",
        year=year if year < LAST_YEAR else f"{LAST_YEAR}+",
        families=viewer.voice.angka(families),
        share=viewer.voice.persen(families / found.total),
    )


def staying(viewer: Viewer, curves: Mapping[str, pd.DataFrame]) -> str:
    """Which share is still on aid after so many years, and of which group it is largest and smallest."""
    for after in COMPARED_AFTER:
        still = {name: tenure.at(curve, after) for name, curve in curves.items()}
        known = pd.Series(still, dtype="float64").dropna().sort_values(ascending=False)
        if len(known) == len(still):
            return _compared(viewer, known, after)
    return ""


def _compared(viewer: Viewer, still: pd.Series, after: int) -> str:
    whole, voice = viewer.say(WHOLE), viewer.voice
    parts = still.drop(whole, errors="ignore")
    said: dict[str, object] = {"years": after}
    if len(parts) > 1:
        said |= {"high": parts.index[0], "highest": voice.persen(parts.iloc[0])}
        said |= {"low": parts.index[-1], "lowest": voice.persen(parts.iloc[-1])}
    if whole not in still:
        key = "found_ends" if len(parts) > 1 else "found_one"
        return viewer.say(
            f"pergerakan.{key}", **({"name": still.index[0], "share": voice.persen(still.iloc[0])} | said)
        )
    key = "found_staying" if len(parts) > 1 else "found_whole"
    return viewer.say(f"pergerakan.{key}", share=voice.persen(still[whole]), **said)


def causes(viewer: Viewer, table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Which share has left by the end of what was watched, and the cause of most."""
    last = table.drop(columns="time").iloc[-1]
    left = float(last.sum())
    if not left > 0:
        return ""
    after = viewer.voice.desimal(float(table["time"].iloc[-1]) / QUARTERS_A_YEAR, 1)
    cause, voice = str(last.idxmax()), viewer.voice
    of_all = voice.persen(float(last[cause]) / left, 0)
    return viewer.say("pergerakan.found_causes", years=after, share=voice.persen(left), cause=names[cause], most=of_all)
