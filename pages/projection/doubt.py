"""How far the projection may be believed: the backtest, and whether quarters may be multiplied."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.figures.backtest import DRAWS, Backtested
from data.figures.projection import level_of
from pages.cached import backtest, movement, projection, register
from pages.cached.long_work import Full
from pages.projection import words
from pages.projection.choice import ProjectionChoice
from pages.shared import charts, controls, paired_bars, tables
from pages.shared.kept import kept
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from terms import Quarter

#: A band of 90 % is taken at its word when it holds so many kabupaten.
HONEST = (0.85, 0.95)
FEWEST_QUARTERS = 3


def show(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """Both checks."""
    with st.container(border=True):
        _backtest(viewer, chosen)
    with st.container(border=True):
        _markov(viewer, chosen)


def _backtest(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """The newest quarter predicted without it; made only when asked for."""
    quarter, say = chosen.asked.quarter, viewer.say
    st.subheader(say("proyeksi.backtest", quarter=viewer.voice.triwulan(quarter)))
    held = [each for each in register.quarters(viewer.scope) if each <= quarter]
    if not viewer.sees_above:
        st.info(say("proyeksi.backtest_not_above"))
        return
    if any(quarter.shift(-ago) not in held for ago in range(FEWEST_QUARTERS)):
        st.info(say("proyeksi.backtest_short", quarters=FEWEST_QUARTERS))
        return
    if not controls.switch(viewer, "uji", say("proyeksi.backtest_run"), say("proyeksi.backtest_help")):
        return
    if backtest.is_made(quarter) or _made(viewer, quarter):
        _backtested(viewer, quarter)


def _made(viewer: Viewer, quarter: Quarter) -> bool:
    """Make it under a bar that moves; whether it was made: where too many wait, it is told to come again."""
    bar = st.progress(0.0, viewer.say("proyeksi.backtest_runs", done=0, draws=DRAWS))

    def told(done: int) -> None:
        bar.progress(done / DRAWS, viewer.say("proyeksi.backtest_runs", done=done, draws=DRAWS))

    def waits(ahead: int, seconds: float) -> None:
        bar.progress(0.0, words.queue(viewer, ahead, seconds))

    try:
        backtest.of(quarter, told, waits)
    except Full as full:
        bar.empty()
        st.info(words.queue_full(viewer, full.seconds))
        return False
    bar.empty()
    return True


@kept
def _backtested(viewer: Viewer, quarter: Quarter) -> None:
    """A sentence a programme, and the figures they rest on."""
    found, say = backtest.of(quarter), viewer.say
    for one in found:
        st.markdown(verdict(viewer, one))
    tables.texts(table(viewer, found), say("proyeksi.backtest_alt"))
    st.caption(say("proyeksi.backtest_note", draws=DRAWS))


def verdict(viewer: Viewer, one: Backtested) -> str:
    """How many kabupaten the band held, whether it may be taken at its word, and what the nation has to do with it."""
    low, high = HONEST
    key = "honest" if low <= one.covered <= high else "too_narrow" if one.covered < low else "too_wide"
    nation = "" if one.held else f" {_decreed(viewer, one)}"
    return _share(viewer, one, key) + nation


def _decreed(viewer: Viewer, one: Backtested) -> str:
    """That the whole programme moved as in no quarter before, and what the band was worth but for that."""
    return viewer.say("proyeksi.band_decree", given=viewer.voice.persen(one.given_nation))


def _share(viewer: Viewer, one: Backtested, key: str) -> str:
    return viewer.say(
        f"proyeksi.band_{key}",
        programme=programme_name(one.programme, viewer.voice),
        covered=viewer.voice.persen(one.covered),
        kabupaten=viewer.voice.bulat(one.kabupaten),
    )


def table(viewer: Viewer, found: tuple[Backtested, ...]) -> pd.DataFrame:
    """A figure a row and a programme a column."""
    voice, say = viewer.voice, viewer.say
    shares = ("covered", "too_low", "too_high", "error", "unchanged")
    counts = ("came", "predicted", "low", "high")
    columns = {say("simulasi.figure"): [say(f"proyeksi.back_{name}") for name in (*shares, *counts)]}
    for one in found:
        cells = [voice.persen(getattr(one, name)) for name in shares]
        cells += [voice.angka(getattr(one, name), 2) for name in counts]
        columns[programme_name(one.programme, voice)] = cells
    return pd.DataFrame(columns)


@kept
def _markov(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """The year as the product of its quarters against the year as seen."""
    end, say = chosen.asked.quarter, viewer.say
    found = movement.stability(controls.scope_of(viewer, chosen.area), level_of(chosen.area), end)
    if found is None:
        st.subheader(say("proyeksi.markov"))
        st.info(say("pergerakan.no_markov", quarter=viewer.voice.triwulan(end)))
        return
    title = paired_bars.title(viewer, found.gap, found.may_project)
    note = f"{words.area(viewer, chosen)}. {say('pergerakan.markov_alt')} {viewer.voice.triwulan(end)}."
    st.subheader(title)
    st.caption(note)
    drawn = paired_bars.of_stability(viewer, found.product.tolist(), found.direct.tolist())
    charts.show(drawn, "projection-markov", say("pergerakan.markov_alt"), title=title, note=note)
    verdict = "may_project" if found.may_project else "no_project"
    st.markdown(say(f"pergerakan.{verdict}", gap=viewer.voice.poin(found.gap)))
    if not found.may_project:
        st.warning(say("proyeksi.markov_fails", area=words.area(viewer, chosen)))
    if viewer.sees_above:
        st.markdown(say("proyeksi.with_stayers" if projection.has_stayers(end) else "proyeksi.without_stayers"))
