"""What the page on deciles says about its figures."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from geo import regions
from pages.deciles.choice import DecileChoice, decile_name
from pages.shared.session import Viewer
from terms import NATION


def title(viewer: Viewer, chosen: DecileChoice) -> str:
    """The heading of the map."""
    say, measure = viewer.say, chosen.measure
    if measure.kind == "desil":
        unit = say(f"umum.unit_{measure.unit}")
        text = say(f"sebaran.map_desil_{measure.form}", unit=unit, deciles=decile_name(viewer, measure.deciles).lower())
    elif measure.programme:
        text = say("sebaran.map_cakupan", programme=say(f"umum.{measure.programme}"))
    else:
        text = say("sebaran.map_kemiskinan")
    if chosen.change:
        before = viewer.voice.triwulan_pendek(chosen.quarter.previous())
        text = say("sebaran.changed", title=text, quarter=before)
    return text if chosen.area == NATION else f"{text} · {regions.name(chosen.province)}"


def heading(viewer: Viewer, chosen: DecileChoice) -> str:
    """The head of the value's column: what it is, with its unit."""
    counted = viewer.say(f"umum.unit_{chosen.measure.unit}")
    if chosen.change:
        return viewer.say("sebaran.col_change", unit=viewer.say("sebaran.points") if chosen.is_share else counted)
    if chosen.is_share:
        return viewer.say("sebaran.col_share")
    return viewer.say("sebaran.col_number", unit=counted)


def unranked_note(viewer: Viewer, by_decile: pd.DataFrame) -> str:
    """What the bars by decile are shares of, and how many families are left out of them."""
    unranked = by_decile.loc[by_decile["decile"] == 0, "families"].sum(skipna=False)
    text = viewer.say("pergerakan.hidden") if pd.isna(unranked) else viewer.voice.angka(unranked)
    return viewer.say("sebaran.bars_note", unranked=text)


def note(viewer: Viewer, chosen: DecileChoice) -> str:
    """Unit, denominator and quarter of the map, in one line."""
    measure = chosen.measure
    if measure.kind == "desil":
        unit = viewer.say(f"umum.unit_{measure.unit}")
        return dated(viewer, chosen, viewer.say(f"sebaran.note_desil_{measure.form}", unit=unit))
    if measure.programme:
        return dated(viewer, chosen, viewer.say("sebaran.note_cakupan"))
    return viewer.say("sebaran.note_kemiskinan")


def dated(viewer: Viewer, chosen: DecileChoice, text: str) -> str:
    """The line with the quarter that its figure is of."""
    return f"{text} {viewer.voice.triwulan(chosen.quarter)}."


def writer(viewer: Viewer, chosen: DecileChoice) -> Callable[[float], str]:
    """How a value of this selection is written."""
    voice = viewer.voice
    if chosen.change:
        return lambda value: voice.poin(value) if chosen.is_share else voice.selisih(value)
    return lambda value: voice.persen(value) if chosen.is_share else voice.angka(value)


def writer_of_change(viewer: Viewer, chosen: DecileChoice) -> Callable[[float], str]:
    """How a difference of two values of this selection is written."""
    return viewer.voice.poin if chosen.is_share else viewer.voice.selisih
