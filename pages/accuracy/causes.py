"""The view of causes: why families are wrongly in or out, which deciles they come from, and which families they are."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from data.figures.gaps import states
from data.store.scope import Scope
from pages.accuracy import choice, words
from pages.accuracy.charts import decile_colours, deciles, parts
from pages.accuracy.choice import ErrorChoice
from pages.cached import accuracy, register
from pages.cached.accuracy import ERRORS, INCLUSION
from pages.shared import charts, controls, gaps, tables
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import NOT_ESTIMABLE

#: Parts that would be written as 0,0 % are told in the sum, not drawn.
LEAST_DRAWN = 0.0005


@kept
def show(viewer: Viewer, chosen: ErrorChoice) -> None:
    """The whole view. Below the province there are too few visits to split an error."""
    if controls.level_of(chosen.area) == register.KABUPATEN:
        st.info(viewer.say("ketepatan.no_causes_kabupaten"))
        return
    scope = choice.scope_of(viewer, chosen.area)
    st.caption(viewer.say("ketepatan.causes_note"))
    for column, error in zip(st.columns(2, gap="medium"), ERRORS, strict=True):
        with column:
            with st.container(border=True):
                _causes(viewer, chosen, scope, error)
            with st.container(border=True):
                _deciles(viewer, chosen, scope, error)
    with st.container(border=True):
        _traits(viewer, chosen, scope)


def _causes(viewer: Viewer, chosen: ErrorChoice, scope: Scope, error: str) -> None:
    say, voice = viewer.say, viewer.voice
    table = accuracy.causes(scope, chosen.about(error), register.NATION)
    total = float(table["estimate"].sum())
    shown = table[table["estimate"] >= LEAST_DRAWN].reset_index(drop=True)
    st.subheader(say(f"ketepatan.causes_{error}", total=voice.persen(total)))
    if not total > 0:
        st.info(say("ketepatan.no_error_found"))
        return
    st.markdown(_sum(viewer, table))
    names = [say(f"ketepatan.cause_{error}_{cause}") for cause in shown["cause"]]

    def write(share: float) -> str:
        return words.points(viewer, share)

    heading, alt = say(f"ketepatan.causes_{error}", total=voice.persen(total)), say(f"ketepatan.alt_{error}")
    note = f"{_sum(viewer, table).replace('**', '').rstrip('.')}. {voice.triwulan(chosen.quarter)}."
    charts.show(parts(names, shown, write, voice), f"causes-{error}", alt, title=heading, note=note)
    st.caption(
        say("ketepatan.causes_basis", n=voice.bulat(table["n"].iloc[0])) + " " + say(f"ketepatan.causes_design_{error}")
    )


def _sum(viewer: Viewer, table: pd.DataFrame) -> str:
    """`Rancangan 45,0 poin + Data 27,8 poin + Penyaluran 0,0 poin = 72,8 %`: as written it adds up."""
    by_part = table.groupby("part")["estimate"].sum()
    parts = [part for part in accuracy.PARTS if part in by_part]
    tenths = adding_up([float(by_part[part]) * 1000 for part in parts])
    told = [
        f"{viewer.say(f'ketepatan.part_{part}')} **{words.points(viewer, number / 1000)}**"
        for part, number in zip(parts, tenths, strict=True)
    ]
    return " + ".join(told) + f" = {viewer.voice.persen(sum(tenths) / 1000)}"


def adding_up(values: list[float]) -> list[int]:
    """Whole numbers near the values that add up to their rounded sum: the largest remainders are rounded up."""
    down = [math.floor(value) for value in values]
    missing = round(sum(values)) - sum(down)
    order = sorted(range(len(values)), key=lambda place: down[place] - values[place])
    return [number + (place in order[:missing]) for place, number in enumerate(down)]


def _deciles(viewer: Viewer, chosen: ErrorChoice, scope: Scope, error: str) -> None:
    say, voice = viewer.say, viewer.voice
    table = accuracy.wrong_by_decile(scope, chosen.about(error), register.NATION)
    limit = accuracy.rule(chosen.programme, chosen.quarter).max_decile
    ranks = table["value"].astype(int)
    labels = [_decile_label(viewer, decile) for decile in ranks]
    if error == INCLUSION:
        colours = decile_colours(1, 10, limit)
        near, far = (table.loc[where, "estimate"].sum() for where in (ranks == limit + 1, ranks >= 8))
        values = {
            "near": words.points(viewer, near),
            "far": words.points(viewer, far),
            "limit": limit + 1,
        }
    else:
        colours = [_excluded_colour(decile, limit) for decile in ranks]
        inside = table.loc[ranks.between(1, limit), "estimate"].sum()
        values = {"inside": words.points(viewer, inside), "limit": limit}
    measure, said = say(f"ketepatan.deciles_{error}"), say(f"ketepatan.deciles_sentence_{error}", **values)
    title = said.replace("**", "").rstrip(".")
    note = f"{measure}, {voice.triwulan_dalam(chosen.quarter)}."
    st.subheader(title)
    st.caption(note)

    def write(share: float) -> str:
        return words.points(viewer, share)

    drawn = deciles(labels, table, colours, write, voice)
    charts.show(drawn, f"deciles-{error}", measure, title=title, note=note)
    st.caption(say(f"ketepatan.deciles_note_{error}"))


def _excluded_colour(decile: int, limit: int) -> str:
    """Within the limit and not paid; beyond it; and neither."""
    if decile < 1:
        return charts.MUTED
    return charts.LOSS if decile <= limit else charts.ACCENT


def _decile_label(viewer: Viewer, decile: int) -> str:
    if decile < 0:
        return viewer.say("ketepatan.decile_outside")
    return viewer.say("ketepatan.decile_unranked") if decile == 0 else f"D{decile}"


def _traits(viewer: Viewer, chosen: ErrorChoice, scope: Scope) -> None:
    say = viewer.say
    st.subheader(say("ketepatan.traits"))
    st.caption(say("ketepatan.traits_note"))
    columns: dict[str, object] = {}
    for error in ERRORS:
        rows = accuracy.without_weak_points(accuracy.errors_of_traits(scope, chosen.about(error)))
        rows = rows[rows["group"].isin(accuracy.traits_of(chosen.programme))]
        short = say(f"ketepatan.error_{error}")
        columns[say("ketepatan.choose_trait")] = [say(f"ketepatan.trait_{trait}") for trait in rows["group"]]
        columns[f"{short} (%)"] = (rows["estimate"] * 100).round(1)
        bounds = [viewer.voice.selang(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)]
        columns[f"{short}, {say('ketepatan.col_interval')}"] = bounds
        columns[f"n, {short.lower()}"] = rows["n"]
    shown = pd.DataFrame(columns)
    shares = [f"{say(f'ketepatan.error_{error}')} (%)" for error in ERRORS]
    empty = {share: states(shown, share, NOT_ESTIMABLE) for share in shares}
    tables.show(viewer, gaps.explained(viewer, shown, empty), say("ketepatan.traits"))
