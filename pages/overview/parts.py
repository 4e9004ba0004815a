"""What stands below the first answer: how the register went, who is poor and who is reached, and where to go on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.figures import deciles
from pages.cached import register, simulation
from pages.shared import charts, controls, findings, tiles
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import Quarter

COURSES = ("persons", "families", "recipients_PKH", "recipients_SEMBAKO", "recipients_PBI", "money")
NEXT = ("pantauan", "sebaran", "pergerakan", "ketepatan", "pemutakhiran", "simulasi", "proyeksi", "metode")


@kept
def courses(viewer: Viewer, quarter: Quarter, area: str) -> None:
    """A tile a figure: its value, its change and its course."""
    st.subheader(viewer.say("ringkasan.register"))
    history = register.history(controls.scope_of(viewer, area), quarter)
    with st.grid(3, min_column_width=200):
        for name in COURSES:
            money = name == "money"
            figure = tiles.Course(viewer.say(f"ringkasan.{name}"), history[name].to_list(), money=money)
            tiles.course(viewer, figure, quarter)


@kept
def deciles_and_recipients(viewer: Viewer, quarter: Quarter, area: str) -> None:
    """Families by decile, and recipients of each programme by group of deciles."""
    say = viewer.say
    scope = controls.scope_of(viewer, area)
    desil = register.by_decile(scope, quarter, controls.level_of(area))
    by_decile = simulation.report(scope, quarter, register.as_paid(), sees_exact=viewer.sees_exact).table("decile")
    dated = viewer.voice.triwulan(quarter)
    unranked = desil.loc[desil["decile"] == 0, "families"].sum(min_count=1)
    left, right = st.columns([2, 3], gap="medium")
    with left, st.container(border=True, height="stretch"):
        shares, measure = deciles.shares_by_decile(desil), say("ringkasan.desil_title")
        title = findings.of_deciles(viewer, controls.area_name(viewer, area), shares) or measure
        note = say("ringkasan.desil_note", measure=measure, unranked=viewer.voice.angka(unranked), quarter=dated)
        st.subheader(title)
        st.caption(note)
        counted = desil.set_index("decile")["families"].reindex(range(1, 11))
        drawn = charts.desil_bars(shares, viewer, counts=counted)
        charts.show(drawn, "desil", measure, title=title, note=note.replace("**", ""))
    with right, st.container(border=True, height="stretch"):
        groups = deciles.recipients_by_group(by_decile)
        measure, note = say("ringkasan.who_title"), say("ringkasan.who_note", quarter=dated)
        title = who(viewer, groups) or measure
        st.subheader(title)
        st.caption(note)
        totals = by_decile.groupby("programme")["recipients_before"].sum(min_count=1)
        drawn = charts.recipients_by_decile(groups, totals, viewer)
        charts.show(drawn, "who", measure, title=title, note=note)


def who(viewer: Viewer, groups: pd.DataFrame) -> str:
    """Which share of each programme's recipients (rows) is of deciles 1–4 (the first two columns); empty where one is
    hidden."""
    poor = groups[[1, 2]].astype("Float64").sum(axis=1, skipna=False)
    if poor.isna().any():
        return ""
    listed = [f"{viewer.say(f'umum.{code}')} {viewer.voice.persen(float(share))}" for code, share in poor.items()]
    return viewer.say("ringkasan.found_who", shares=", ".join(listed))


@kept
def next_pages(viewer: Viewer) -> None:
    """A link to each other page, with what it answers."""
    with st.grid(3, min_column_width=260):
        for name in NEXT:
            with st.container(border=True, height="stretch"):
                st.page_link(f"{name}.py", label=f"**{viewer.say(f'menu.{name}')}**", icon="➡️")
                st.caption(viewer.say(f"ringkasan.next_{name}"))
