"""The kecamatan of a kabupaten: one figure on the map, all of them in the table and its files."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.figures.gaps import states
from data.figures.kecamatan import SHARES, SHOWN
from geo import regions
from geo.figure import View
from geo.kecamatan import of_kabupaten
from pages.cached import kecamatan, register
from pages.documents import exports
from pages.region.choice import RegionChoice
from pages.shared import charts, controls, gaps, maps, over_time, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.over_time import Courses, SideBySide
from pages.shared.session import Viewer

#: What may be mapped, in the order of the choice: shares first.
MAPPED = (*SHARES, "overdue", "PKH", "SEMBAKO", "PBI", "families")
#: Ends the code of families whose kecamatan is not known.
UNKNOWN = ".00"


@dataclass(frozen=True, eq=False)
class MappedKecamatan:
    """The map of one figure, what it says in a sentence, and its title; no figure where no kecamatan has a value."""

    title: str
    sentence: str
    figure: go.Figure | None


def show(viewer: Viewer, chosen: RegionChoice) -> None:
    """Map and table beside each other, below each other on a phone; only a kabupaten has kecamatan."""
    say = viewer.say
    with st.container(border=True):
        st.subheader(say("pantauan.kecamatan"))
        names = {name: heading(viewer, name) for name in MAPPED}
        left, right = st.columns(2, gap="medium")
        with left:
            mapped = controls.select(viewer, Choice("kec", say("pantauan.kec_mapped"), MAPPED, names.get, MAPPED[0]))
            _map(viewer, chosen, mapped)
        with right:
            title, shown = _table(viewer, chosen)
            name = f"kecamatan-{chosen.area}-{chosen.quarter}"
            about = [*_how_counted(viewer, chosen), _borders(viewer, chosen)]
            exports.buttons(viewer, shown, name, exports.note(viewer, chosen.quarter, title).with_lines(about))
        codes = _codes(viewer, chosen)
        if codes and (pair := over_time.choose(viewer, codes, chosen.area)):
            _courses(viewer, chosen, mapped, pair)


def heading(viewer: Viewer, name: str) -> str:
    """What a column is called."""
    if name in ("PKH", "SEMBAKO", "PBI"):
        unit = viewer.say(f"umum.{'persons' if name == 'PBI' else 'families'}").lower()
        return viewer.say("pantauan.figure_recipients", programme=viewer.say(f"umum.{name}"), unit=unit)
    return viewer.say(f"pantauan.kec_{name}")


@kept
def _map(viewer: Viewer, chosen: RegionChoice, mapped: str) -> None:
    found = drawn(viewer, chosen, mapped)
    st.markdown(found.sentence)
    if found.figure is not None:
        alt = viewer.say("umum.map_alt", title=found.title)
        note = f"{found.title}. {viewer.voice.triwulan(chosen.quarter)}."
        charts.show(found.figure, f"kecamatan-{chosen.area}", alt, title=found.sentence.rstrip("."), note=note)
        st.caption(_borders(viewer, chosen))


@kept
def _codes(viewer: Viewer, chosen: RegionChoice) -> tuple[str, ...]:
    """The kecamatan that are known."""
    codes = kecamatan.areas(viewer.scope, chosen.area, chosen.quarter)["code"]
    return tuple(code for code in codes if not code.endswith(UNKNOWN))


@kept
def _courses(viewer: Viewer, chosen: RegionChoice, mapped: str, pair: SideBySide) -> None:
    """The figure of the map over the quarters; two kecamatan side by side."""
    held = [each for each in register.quarters(viewer.scope) if each <= chosen.quarter]
    parts = {each: _values(viewer, replace(chosen, quarter=each), mapped) for each in held}
    codes, voice = _codes(viewer, chosen), viewer.voice
    write, change = (voice.persen, voice.poin) if mapped in SHARES else (voice.angka, voice.selisih)
    table = over_time.wide(parts, codes)
    over_time.draw(viewer, Courses(heading(viewer, mapped), table, write, change, mapped in SHARES), pair)


def drawn(viewer: Viewer, chosen: RegionChoice, mapped: str) -> MappedKecamatan:
    """The map of a figure of a kabupaten's kecamatan."""
    title = f"{heading(viewer, mapped)}, {regions.name(chosen.area)}"
    values = _values(viewer, chosen, mapped)
    known = values.dropna(subset=["value"])
    if known.empty:
        return MappedKecamatan(title, viewer.say("pantauan.kec_nothing"), None)

    def write(value: float) -> str:
        return viewer.voice.persen(value) if mapped in SHARES else viewer.voice.angka(value)

    highest, lowest = tables.extremes(values, write)
    said = viewer.say("pantauan.kec_ends", figure=heading(viewer, mapped), high=highest, low=lowest)
    view = View(level="kecamatan", kabupaten_code=chosen.area)
    return MappedKecamatan(title, said, maps.area_map(viewer, values, view, write))


def _values(viewer: Viewer, chosen: RegionChoice, mapped: str) -> pd.DataFrame:
    rows = kecamatan.areas(viewer.scope, chosen.area, chosen.quarter)
    rows = rows[~rows["code"].str.endswith(UNKNOWN)]
    value = rows[mapped].astype("Float64")
    shown = {"code": rows["code"], "value": value.astype(float).where(value.notna()), "state": states(rows, mapped)}
    return pd.DataFrame(shown).reset_index(drop=True)


@kept
def _table(viewer: Viewer, chosen: RegionChoice) -> tuple[str, pd.DataFrame]:
    """Draws the table and returns its title and itself."""
    title = viewer.say("pantauan.kec_table", area=regions.name(chosen.area))
    shown = table(viewer, kecamatan.areas(viewer.scope, chosen.area, chosen.quarter))
    tables.show(viewer, shown, title)
    how, *chance = _how_counted(viewer, chosen)
    st.caption(" ".join([*chance, viewer.say("umum.suppressed")]))
    with st.expander(viewer.say("gambar.how")):
        st.markdown(how)
    return title, shown


def table(viewer: Viewer, rows: pd.DataFrame) -> pd.DataFrame:
    """All figures of the kecamatan for screen and file, shares in per cent, and why cells are empty."""
    say = viewer.say
    names = [say("pantauan.kec_unknown") if code.endswith(UNKNOWN) else regions.name(code) for code in rows["code"]]
    shown, empty = pd.DataFrame({say("umum.code"): rows["code"], say("pantauan.kec_name"): names}), {}
    for name in SHOWN:
        column = f"{heading(viewer, name)} (%)" if name in SHARES else heading(viewer, name)
        shown[column] = (rows[name].astype("Float64") * 100).round(1) if name in SHARES else rows[name].astype("Int64")
        empty[column] = states(rows, name)
    return gaps.explained(viewer, shown, empty)


def _how_counted(viewer: Viewer, chosen: RegionChoice) -> list[str]:
    """What the figures mean, and that differences mean nothing where the register is made up."""
    note = viewer.say("pantauan.kec_note")
    is_synthetic = register.quarter_facts(chosen.quarter).synthetic
    return [note, viewer.say("pantauan.kec_synthetic")] if is_synthetic else [note]


def _borders(viewer: Viewer, chosen: RegionChoice) -> str:
    """Whose borders the map has."""
    files = register.map_files()
    if of_kabupaten(files, chosen.area).is_general:
        return viewer.say("pantauan.kec_borders", label=files.label(viewer.language))
    return viewer.say("umum.boundaries", label=files.label(viewer.language).capitalize())
