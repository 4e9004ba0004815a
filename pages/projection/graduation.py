"""Graduation and empowerment: how many, against what was announced, at this pace how long, by programme and area."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from data.figures.places import Announced, Relapse
from data.figures.projection import level_of
from pages.cached import places, register
from pages.projection import empowerment, pictures, titles, words
from pages.projection.choice import ProjectionChoice
from pages.shared import charts, controls, tables
from pages.shared.charts import ACCENT
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED
from terms import NATION, PKH, QUARTERS_A_YEAR, SEMBAKO, Quarter

TARGET_YEAR = 2026


def show(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """The whole part."""
    if chosen.programme not in (PKH, SEMBAKO):
        st.info(viewer.say("proyeksi.no_graduation", programme=words.programme(viewer, chosen)))
    else:
        _graduated(viewer, chosen)
    empowerment.show(viewer, chosen)


@kept
def _graduated(viewer: Viewer, chosen: ProjectionChoice) -> None:
    quarters = watched(viewer, chosen.asked.quarter)
    if not quarters:
        st.info(viewer.say("proyeksi.first_quarter", quarter=viewer.voice.triwulan(chosen.asked.quarter)))
        return
    scope = controls.scope_of(viewer, chosen.area)
    counts = places.graduated(scope, chosen.programme, quarters, level_of(chosen.area))
    st.markdown(f"##### {sentence(viewer, chosen, quarters, counts)}")
    if chosen.area == NATION and chosen.programme == PKH:
        _targets(viewer, quarters, counts)
    with st.container(border=True):
        measure, codes = words.title(viewer, chosen, "proyeksi.graduated_title"), [str(each) for each in quarters]
        title, note = titles.graduated(viewer, codes, counts) or measure, words.over(viewer, measure, codes)
        st.subheader(title)
        st.caption(note)
        bars = [pictures.Bars(viewer.say("pergerakan.reason_graduated"), counts, ACCENT)]
        charts.show(pictures.stacked(viewer, codes, bars), "graduated", measure, title=title, note=note)
    with st.container(border=True):
        _relapse(viewer, chosen)


def _relapse(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """How many of those who graduated are back in decile 1 to 4 or on aid, by the quarter in which they graduated."""
    scope = controls.scope_of(viewer, chosen.area)
    found = places.relapses(scope, chosen.programme, chosen.asked.quarter, level_of(chosen.area))
    title = words.title(viewer, chosen, "proyeksi.relapse_title")
    st.subheader(title)
    if not found:
        st.info(viewer.say("proyeksi.no_relapse"))
        return
    st.markdown(relapsed(viewer, found[0]))
    tables.texts(relapse_table(viewer, found), title)
    st.caption(viewer.say("proyeksi.relapse_note"))


def relapsed(viewer: Viewer, first: Relapse) -> str:
    """The graduates who were followed longest, in one sentence."""
    said = {"quarter": words.short(viewer, str(first.graduated)), "followed": first.followed}
    if first.share is None:
        return viewer.say("proyeksi.relapse_withheld", **said)
    share = viewer.voice.persen(first.share)
    return viewer.say("proyeksi.relapse", share=share, families=words.told(viewer, first.families), **said)


def relapse_table(viewer: Viewer, found: tuple[Relapse, ...]) -> pd.DataFrame:
    """A row a quarter of graduation."""
    names = ("families", "back_in_decile", "back_on_aid", "back", "poor_then")
    rows = {
        viewer.say("proyeksi.relapse_quarter"): [words.short(viewer, str(one.graduated)) for one in found],
        viewer.say("proyeksi.relapse_followed"): [viewer.voice.bulat(one.followed) for one in found],
    }
    for name in names:
        counts = [getattr(one, name) for one in found]
        rows[viewer.say(f"proyeksi.relapse_{name}")] = [words.told(viewer, count) for count in counts]
    shares = [UNDEFINED if one.share is None else viewer.voice.persen(one.share) for one in found]
    return pd.DataFrame(rows | {viewer.say("proyeksi.relapse_share"): shares})


def watched(viewer: Viewer, last: Quarter) -> tuple[Quarter, ...]:
    """The quarters up to this one whose exits the build knows: all but the first."""
    held = register.quarters(viewer.scope)
    return tuple(each for each in held if each <= last and each.previous() in held)


def sentence(
    viewer: Viewer, chosen: ProjectionChoice, quarters: tuple[Quarter, ...], counts: tuple[float | None, ...]
) -> str:
    """How many graduated in the last year, and how long those of working age would take at this pace."""
    year = list(zip(quarters, counts, strict=True))[-QUARTERS_A_YEAR:]
    said = {
        "programme": words.programme(viewer, chosen),
        "area": words.area(viewer, chosen),
        "count": len(year),
        "last": words.short(viewer, str(quarters[-1])),
    }
    known = [count for _, count in year if count is not None]
    if len(known) < len(year):
        return viewer.say("proyeksi.graduated_withheld", **said)
    total = sum(known)
    told = viewer.say("proyeksi.graduated", number=viewer.voice.angka(total), **said)
    if chosen.area != NATION or chosen.programme != PKH:
        return told
    return f"{told} {pace(viewer, total / len(year) * QUARTERS_A_YEAR)}"


def pace(viewer: Viewer, a_year: float) -> str:
    """How many years those whom the ministry says to be of working age take at so many a year."""
    waiting = places.announced()["productive_age_recipients"]
    many = viewer.voice.angka(waiting.value)
    if a_year <= 0:
        return viewer.say("proyeksi.pace_never", many=many)
    years = viewer.voice.desimal(waiting.value / a_year, 1)
    return viewer.say("proyeksi.pace", years=years, many=many, owner=waiting.owner, date=_day(viewer, waiting))


def _targets(viewer: Viewer, quarters: tuple[Quarter, ...], counts: tuple[float | None, ...]) -> None:
    """Tiles against what was announced, and who announced it when."""
    said = places.announced()
    by_year: dict[int, float] = {}
    for quarter, count in zip(quarters, counts, strict=True):
        by_year[quarter.year] = by_year.get(quarter.year, 0.0) + (count or 0.0)
    voice = viewer.voice
    last_year = sum(count or 0.0 for count in counts[-QUARTERS_A_YEAR:])
    with st.grid(4, min_column_width=215):
        for year, name in ((TARGET_YEAR - 1, "result_2025"), (TARGET_YEAR, "target_2026")):
            if year in by_year:
                share = voice.persen(by_year[year] / said[name].value)
                st.metric(
                    viewer.say("proyeksi.tile_year", year=year),
                    voice.angka(by_year[year]),
                    delta=viewer.say(f"proyeksi.of_{name}", share=share, value=voice.angka(said[name].value)),
                    delta_color="off",
                    delta_arrow="off",
                    border=True,
                    height="stretch",
                )
        each = last_year / said["companions"].value
        goal = viewer.say("proyeksi.of_companion", value=voice.bulat(said["target_per_companion"].value))
        _tile(viewer, "proyeksi.tile_companion", voice.desimal(each, 1), goal)
        capital = said["capital_per_family"]
        per = viewer.say("proyeksi.of_capital", value=voice.rupiah(capital.value))
        _tile(viewer, "proyeksi.tile_capital", voice.rupiah(last_year * capital.value), per)
    lines = [_source(viewer, name, said[name]) for name in ("result_2025", "target_2026", "target_per_companion")]
    lines += [_source(viewer, name, said[name]) for name in ("capital_per_family", "productive_age_recipients")]
    with st.expander(viewer.say("proyeksi.announced")):
        st.markdown("  \n".join(lines))
    st.caption(viewer.say("proyeksi.announced_note", quarters=len([one for one in quarters if one.year == 2026])))


def _tile(viewer: Viewer, label: str, value: str, beside: str) -> None:
    st.metric(
        viewer.say(label), value, delta=beside, delta_color="off", delta_arrow="off", border=True, height="stretch"
    )


def _day(viewer: Viewer, one: Announced) -> str:
    return viewer.voice.tanggal(date.fromisoformat(one.date))


def _source(viewer: Viewer, name: str, one: Announced) -> str:
    value = viewer.voice.rupiah(one.value) if name == "capital_per_family" else viewer.voice.bulat(one.value)
    told = viewer.say(f"proyeksi.said_{name}", value=value)
    return viewer.say("proyeksi.said", told=told, owner=one.owner, date=_day(viewer, one), source=one.source)
