"""Titles that say what a figure of areas shows, computed from the values that it draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from geo import regions
from pages.shared.session import Viewer

Write = Callable[[float], str]


def of_areas(viewer: Viewer, measure: str, named: pd.DataFrame, marked: str = "") -> str:
    """What a map of values shows: where the marked area stands among the others, else the highest and the lowest.

    `named`: one row an area with code, name, value and label, as `tables.areas` makes it. Values that are written alike
    are alike. Without a value the measure alone.
    """
    known = named.dropna(subset=["value"]).sort_values("value", ascending=False, ignore_index=True)
    if known.empty:
        return measure
    if len(known) > 1 and known["label"].nunique() == 1:
        return viewer.say("temuan.equal", measure=measure, value=known["label"].iloc[0], count=len(known))
    if marked in set(known["code"]) or len(known) == 1:
        return _placed(viewer, measure, known, marked if len(known) > 1 else str(known["code"].iloc[0]))
    high, low = _end(viewer, known), _end(viewer, known[::-1])
    return viewer.say("temuan.ends", measure=measure, high=high[0], highest=high[1], low=low[0], lowest=low[1])


def of_changes(viewer: Viewer, measure: str, named: pd.DataFrame, marked: str = "") -> str:
    """What a map of changes shows: in how many areas it rose and fell, and the largest; the marked area's own.

    Changes that are written alike are alike."""
    known = named.dropna(subset=["value"])
    if known.empty:
        return measure
    if marked in set(known["code"]):
        row: Any = known.set_index("code").loc[marked]
        return viewer.say("temuan.one", measure=measure, area=row["name"], value=row["label"])
    if known["label"].nunique() == 1 and len(known) > 1:
        return viewer.say("temuan.equal", measure=measure, value=known["label"].iloc[0], count=len(known))
    largest = known.iloc[int(known["value"].abs().to_numpy().argmax())]
    return viewer.say(
        "temuan.changes",
        measure=measure,
        up=int((known["value"] > 0).sum()),
        down=int((known["value"] < 0).sum()),
        count=len(known),
        area=largest["name"],
        value=largest["label"],
    )


def apart(viewer: Viewer, named: pd.DataFrame, write_difference: Write) -> str:
    """How far the highest and the lowest of a ranking are apart; empty where there are not two."""
    known = named.dropna(subset=["value"]).sort_values("value", ascending=False, ignore_index=True)
    if known["label"].nunique() < 2:
        return ""
    high, low = known.iloc[0], known.iloc[-1]
    difference = write_difference(high["value"] - low["value"]).lstrip("+")
    said = {"high": high["name"], "highest": high["label"], "low": low["name"], "lowest": low["label"]}
    return viewer.say("temuan.apart", difference=difference, **said)


def apart_for_sure(viewer: Viewer, estimates: pd.DataFrame, write: Write) -> str:
    """Whether the highest and the lowest estimate (code, estimate, low, high) are told apart by their intervals; empty
    where there are not two."""
    known = estimates.dropna(subset=["estimate"]).sort_values("estimate", ascending=False, ignore_index=True)
    if len(known) < 2:
        return ""
    high, low = known.iloc[0], known.iloc[-1]
    said = {
        "high": regions.name(high["code"]),
        "highest": write(high["estimate"]),
        "low": regions.name(low["code"]),
        "lowest": write(low["estimate"]),
    }
    return viewer.say("temuan.sure" if high["low"] > low["high"] else "temuan.unsure", **said)


def of_deciles(viewer: Viewer, area: str, shares: pd.Series) -> str:
    """What bars by decile (shares 0–1 of the ranked families, by decile 1–10) show; empty where one is withheld."""
    if shares.isna().any() or not shares.sum() > 0:
        return ""
    voice, most = viewer.voice, int(str(shares.idxmax()))
    share = float(shares[shares.index <= 4].sum())
    return viewer.say(
        "temuan.deciles", area=area, share=voice.persen(share), decile=most, most=voice.persen(float(shares[most]))
    )


def _placed(viewer: Viewer, measure: str, known: pd.DataFrame, code: str) -> str:
    """Where one area stands, counted from the nearer end; equal values have the same place."""
    row: Any = known.set_index("code").loc[code]
    said = {"measure": measure, "area": row["name"], "value": row["label"]}
    if len(known) == 1:
        return viewer.say("temuan.one", **said)
    above, below = int((known["value"] > row["value"]).sum()), int((known["value"] < row["value"]).sum())
    end, rank = ("high", above + 1) if above <= below else ("low", below + 1)
    return viewer.say(f"temuan.placed_{end}", rank=rank, count=len(known), **said)


def _end(viewer: Viewer, ordered: pd.DataFrame) -> tuple[str, str]:
    """The first area with its value; with how many others where several are written alike."""
    first, label = str(ordered["name"].iloc[0]), str(ordered["label"].iloc[0])
    others = int((ordered["label"] == label).sum()) - 1
    return (viewer.say("temuan.shared_end", area=first, others=others) if others else first), label
