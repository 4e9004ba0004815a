"""Titles of the figures of deciles: what each shows, computed from what it draws; empty where it cannot be told."""

from __future__ import annotations

import pandas as pd

from data.figures.mobility import Mobility
from pages.shared.session import Viewer

#: The last decile of those whom aid is for.
POOR = 4


def moved(viewer: Viewer, found: Mobility, who: str) -> str:
    """Which share stayed in its decile, rose and fell; empty where nobody was ranked twice or a sum is hidden."""
    if not found.families > 0 or any(pd.isna(share) for share in (found.stayed, found.up, found.down)):
        return ""
    stayed, up, down = (viewer.voice.persen(share) for share in (found.stayed, found.up, found.down))
    return viewer.say(f"pergerakan.found_moved_{who}", stayed=stayed, up=up, down=down)


def crossed(viewer: Viewer, links: pd.DataFrame, by_aid: bool) -> str:
    """How many families came out of deciles 1–4 and into them, and which share of the former is still on aid; empty
    below the province, where some pairs are hidden."""
    if not by_aid:
        return ""
    before, after = (links[f"decile_{when}"].between(1, POOR) for when in ("before", "after"))
    ranked = (links["decile_before"] > 0) & (links["decile_after"] > 0)
    out = links[before & ~after & ranked]
    up, down = (float(one["families"].sum()) for one in (out, links[~before & after & ranked]))
    if not up > 0:
        return ""
    aided = float(out.loc[out["on_aid_after"], "families"].sum()) / up
    voice = viewer.voice
    return viewer.say("pergerakan.found_crossed", up=voice.angka(up), down=voice.angka(down), aided=voice.persen(aided))
