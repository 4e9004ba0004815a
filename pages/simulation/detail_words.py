"""Titles of the figures of a simulated policy: what each shows, computed from what it draws."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from pages.scenario.bench import cap_name, deciles_name
from pages.shared.names import programme_name
from pages.shared.session import Viewer


def in_and_out(viewer: Viewer, rows: pd.DataFrame, programme: str) -> str:
    """How many families leave and enter, and the group (name) that most of them are of; empty where one is hidden."""
    flows = rows[["newly_out", "newly_in"]].astype("Float64")
    if flows.empty or flows.isna().any(axis=None):
        return ""
    parts = []
    for column, word in (("newly_out", "out"), ("newly_in", "in")):
        total = float(flows[column].sum())
        said = {"count": viewer.voice.angka(total)}
        if round(total) == 0:
            parts.append(viewer.say(f"rincian.found_none_{word}"))
        else:
            most = rows["name"].iloc[int(flows[column].to_numpy(dtype=float).argmax())]
            share = viewer.voice.persen(float(flows[column].max()) / total, 0)
            parts.append(viewer.say(f"rincian.found_{word}", group=most, share=share, **said))
    return viewer.say("rincian.found_flows", programme=programme, out=parts[0], entered=parts[1])


def kept(viewer: Viewer, shares: pd.DataFrame) -> str:
    """Which share of today's recipients of each programme (rows) stays on aid; empty where there is nobody."""
    if shares.empty:
        return ""
    listed = [
        f"{programme_name(str(code), viewer.voice)} {viewer.voice.persen(float(share))}"
        for code, share in shares["kept"].items()
    ]
    return viewer.say("rincian.found_kept", shares=", ".join(listed))


def frontier(viewer: Viewer, points: pd.DataFrame, measure: str, write: Callable[[float], str]) -> str:
    """From which rule to which a measure (column `value`) goes over all points; empty where it is known of none."""
    known = points.dropna(subset=["value"])
    if known.empty:
        return ""
    ends = known.loc[[known["value"].idxmin(), known["value"].idxmax()]].to_dict("records")
    low, high = (
        viewer.say(
            "titik.found_end",
            value=write(float(one["value"])),
            deciles=deciles_name(viewer, int(one["max_decile"])),
            cap=cap_name(viewer, int(one["cap"])),
        )
        for one in ends
    )
    return viewer.say("titik.found", measure=measure, low=low, high=high)


def compared(viewer: Viewer, measure: str, values: dict[str, float], write: Callable[[float], str]) -> str:
    """The scenarios (names) with the highest and the lowest value, or that all are alike; the measure alone where none
    is known."""
    known = pd.Series(values, dtype="float64").dropna().sort_values(ascending=False)
    if known.empty:
        return measure
    high, low = write(float(known.iloc[0])), write(float(known.iloc[-1]))
    if len(known) == 1:
        return viewer.say("temuan.one", measure=measure, area=known.index[0], value=high)
    if high == low:
        return viewer.say("banding.found_equal", measure=measure, value=high)
    said = {"high": known.index[0], "highest": high, "low": known.index[-1], "lowest": low}
    return viewer.say("banding.found_ends", measure=measure, **said)
