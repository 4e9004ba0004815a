"""Where is it worst? A map of one of four indicators, the three areas at either end, and the page behind.

The nation is shown by province, a province by kabupaten, and a kabupaten by kecamatan, of which deciles alone are told.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.figures import deciles
from data.figures.gaps import states
from geo import figure, regions
from geo.figure import View
from pages.cached import accuracy, kecamatan, movement, register
from pages.cached.accuracy import Subject
from pages.overview.choice import CHANGE, ERRORS, INCLUSION, POOR, OverviewChoice, Place, behind
from pages.paper.wording import programme
from pages.shared import charts, controls, maps
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import NATION, NOT_ESTIMABLE, Quarter

ENDS = 3
KECAMATAN = "kecamatan"
#: Ends the code of families whose kecamatan is not known.
UNKNOWN = ".00"
BELOW = {register.NATION: register.PROVINCE, register.PROVINCE: register.KABUPATEN, register.KABUPATEN: KECAMATAN}
#: Pixels.
HEIGHT = 180


@dataclass(frozen=True, eq=False)
class WorstMap:
    """The map of an indicator, drawn by nobody yet; its title and its sentence. Without a figure, why there is none."""

    title: str
    sentence: str
    figure: go.Figure | None


def show(viewer: Viewer, chosen: OverviewChoice) -> None:
    """Title, map and sentence; a click opens the page behind with the area that was clicked."""
    found = answer(viewer, chosen)
    st.caption(found.title)
    if found.figure is not None:
        leads_on = chosen.level != KECAMATAN
        alt = viewer.say("umum.map_alt", title=found.title)
        clicked = charts.show(
            found.figure, f"map-{chosen.shown}-{chosen.level}", alt, clickable=leads_on, title=found.title
        )
        if clicked:
            page, query = _page(viewer, chosen)
            st.switch_page(page, query_params=query | {"wilayah": clicked})
    _below(viewer, chosen)


@kept
def _below(viewer: Viewer, chosen: OverviewChoice) -> None:
    st.markdown(answer(viewer, chosen).sentence)
    if chosen.level == KECAMATAN and register.quarter_facts(chosen.place.quarter).synthetic:
        st.caption(viewer.say("pantauan.kec_synthetic"))
    page, query = _page(viewer, chosen)
    st.page_link(page, label=viewer.say(f"menu.{page.removesuffix('.py')}"), icon="➡️", query_params=query)


def _page(viewer: Viewer, chosen: OverviewChoice) -> tuple[str, dict[str, str]]:
    """The page behind the map, with the same choice."""
    if chosen.level == KECAMATAN:
        return "pantauan.py", behind(viewer, chosen.place)
    if chosen.shown == POOR:
        return "sebaran.py", behind(viewer, chosen.place)
    more = {"program": chosen.programme, "rinci": chosen.level}
    if chosen.shown == CHANGE:
        return "pergerakan.py", behind(viewer, chosen.place, lihat="peta", satuan=chosen.unit, **more)
    return "ketepatan.py", behind(viewer, chosen.place, lihat="wilayah", galat=ERRORS[chosen.shown], **more)


@kept
def answer(viewer: Viewer, chosen: OverviewChoice) -> WorstMap:
    """The map and what it says."""
    title = viewer.say(
        "ringkasan.map_title",
        title=viewer.say(f"ringkasan.title_{chosen.shown}", programme=programme(viewer.voice, chosen.programme)),
        base=viewer.say(f"ringkasan.base_{chosen.shown}"),
        level=viewer.say(f"umum.{chosen.level}").lower(),
    )
    if reason := _impossible(viewer, chosen):
        return WorstMap(title, viewer.say(f"ringkasan.{reason}"), None)
    values = _values(viewer, chosen)
    if not values["value"].notna().any():
        return WorstMap(title, viewer.say("ringkasan.no_map"), None)
    is_change = chosen.shown == CHANGE
    write = viewer.voice.persen_bertanda if is_change else viewer.voice.persen
    style = maps.MapStyle(_ramp(chosen), is_change, height=HEIGHT)
    drawn = maps.area_map(viewer, values, _view(chosen), write, style)
    return WorstMap(title, _sentence(viewer, chosen, values), drawn)


def _view(chosen: OverviewChoice) -> View:
    area = chosen.place.area
    if chosen.level == KECAMATAN:
        return View(KECAMATAN, kabupaten_code=area)
    return View(chosen.level, "" if area == NATION else area)


def _ramp(chosen: OverviewChoice) -> str:
    return figure.ERRORS if chosen.shown in ERRORS else figure.DECILES


def first(viewer: Viewer, quarter: Quarter) -> str:
    """What the map opens with: an error, which is what the page asks about, where the quarter tells of errors."""
    return INCLUSION if _has_errors(viewer, quarter) else POOR


def _has_errors(viewer: Viewer, quarter: Quarter) -> bool:
    return accuracy.has_spotcheck(quarter) and not accuracy.lacks_links(viewer.scope, quarter)


def _impossible(viewer: Viewer, chosen: OverviewChoice) -> str:
    """The key of the sentence that says why there is no map; empty where there is one."""
    if chosen.shown in ERRORS:
        return "" if _has_errors(viewer, chosen.place.quarter) else "no_map_errors"
    is_first = chosen.place.quarter == register.quarters(viewer.scope)[0]
    return "no_map_change" if chosen.shown == CHANGE and is_first else ""


def _values(viewer: Viewer, chosen: OverviewChoice) -> pd.DataFrame:
    """Code and value of the areas, with state where there is none, low and high where it is estimated."""
    found, area = _all_values(viewer, chosen), chosen.place.area
    return found if area == NATION else found[found["code"].str.startswith(f"{area}.")].reset_index(drop=True)


def _all_values(viewer: Viewer, chosen: OverviewChoice) -> pd.DataFrame:
    """Of all areas of the level that the viewer may see."""
    if chosen.level == KECAMATAN:
        return _kecamatan(viewer, chosen.place)
    if chosen.shown == POOR:
        return register.decile_values(viewer.scope, chosen.place.quarter, chosen.level, deciles.Measure("desil", "1-4"))
    if chosen.shown == CHANGE:
        found = movement.ledgers(viewer.scope, chosen.programme, chosen.unit, chosen.level, (chosen.place.quarter,))
        value = found["net"].astype("Float64").astype(float)
        return pd.DataFrame({"code": found["code"], "value": value, "state": states(found, "net")})
    return _errors(viewer, chosen)


def _kecamatan(viewer: Viewer, place: Place) -> pd.DataFrame:
    rows = kecamatan.areas(viewer.scope, place.area, place.quarter)
    rows = rows[~rows["code"].str.endswith(UNKNOWN)]
    value = rows["poor_share"].astype("Float64").astype(float)
    return pd.DataFrame({"code": rows["code"], "value": value, "state": states(rows, "poor_share")})


def _errors(viewer: Viewer, chosen: OverviewChoice) -> pd.DataFrame:
    """Provinces by their own sample, kabupaten by the model, as on the page behind."""
    subject = Subject(chosen.place.quarter, chosen.programme, ERRORS[chosen.shown])
    if chosen.level == register.PROVINCE:
        rows = accuracy.without_weak_points(accuracy.errors_of(viewer.scope, subject, chosen.level))
        rows = rows.rename(columns={"group": "code"})
    else:
        rows = accuracy.small_areas(viewer.scope, subject).areas
    bounds = zip(rows["low"], rows["high"], strict=True)
    found = pd.DataFrame({"code": rows["code"], "value": rows["estimate"], "low": rows["low"], "high": rows["high"]})
    found["told"] = [viewer.voice.selang(*pair) for pair in bounds]
    return found.assign(state=states(found, "value", NOT_ESTIMABLE))


def _sentence(viewer: Viewer, chosen: OverviewChoice, values: pd.DataFrame) -> str:
    known = values[values["value"].notna()].sort_values("value", ascending=chosen.shown == CHANGE, kind="stable")
    write = viewer.voice.persen_bertanda if chosen.shown == CHANGE else viewer.voice.persen
    ends = min(ENDS, max(1, len(known) // 2))
    worst, best = known.head(ends), known.tail(ends).iloc[::-1]
    kind = "error" if chosen.shown in ERRORS else chosen.shown
    said = {name: _listed(rows, write) for name, rows in (("worst", worst), ("best", best))}
    return viewer.say(f"ringkasan.worst_{kind}", **said) + _tied(viewer, known)


def _listed(rows: pd.DataFrame, write: maps.Write) -> str:
    told = rows["told"] if "told" in rows else [""] * len(rows)
    named = zip(rows["code"], rows["value"], told, strict=True)
    return ", ".join(
        f"{regions.name(code)} {write(value)}" + (f" ({more})" if more else "") for code, value, more in named
    )


def _tied(viewer: Viewer, known: pd.DataFrame) -> str:
    """How many areas cannot be told from the worst one, by their intervals."""
    if "low" not in known:
        return ""
    first, rest = known.iloc[0], known.iloc[1:]
    overlapping = int((rest["high"] >= first["low"]).sum())
    return viewer.say("ringkasan.tied", n=overlapping, first=regions.name(first["code"])) if overlapping else ""


def level_of(area: str) -> str:
    """The level that the map of an area shows: the one below it."""
    return BELOW[controls.level_of(area)]
