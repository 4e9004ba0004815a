"""The view from desil to desil: who moved, how far, how much of it is re-ranking, and how the year fits its parts."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.figures import mobility
from data.figures.mobility import Mobility, Moves
from pages.cached import movement
from pages.documents import exports
from pages.movement import decile_charts, decile_words
from pages.movement.choice import MovementChoice
from pages.shared import charts, controls, frame, paired_bars, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import Quarter


def show(viewer: Viewer, chosen: MovementChoice) -> None:
    """The whole view."""
    start, who = _choose(viewer, chosen)
    if _moves(viewer, chosen, start).is_empty:
        frame.stop(viewer, viewer.say("pergerakan.no_families"))
    _sentence(viewer, chosen, start)
    left, right = st.columns([1, 1], gap="medium")
    with left, st.container(border=True):
        _heat_map(viewer, chosen, start, who)
    with right, st.container(border=True):
        _sankey_title(viewer, chosen, start)
        only_moved = controls.switch(viewer, "pindah", viewer.say("pergerakan.only_moved"))
        _sankey(viewer, chosen, start, who, only_moved)
    with st.container(border=True):
        _noise(viewer, chosen, start)
    with st.container(border=True):
        _stability(viewer, chosen)


def _moves(viewer: Viewer, chosen: MovementChoice, start: Quarter) -> Moves:
    return movement.moves(controls.scope_of(viewer, chosen.area), chosen.level, start, chosen.quarter)


@kept
def _sentence(viewer: Viewer, chosen: MovementChoice, start: Quarter) -> None:
    st.markdown(f"##### {sentence(viewer, _moves(viewer, chosen, start), start, chosen.quarter)}")


@kept
def _heat_map(viewer: Viewer, chosen: MovementChoice, start: Quarter, who: str) -> None:
    moves, measure = _moves(viewer, chosen, start), _heat_title(viewer, chosen, start)
    title = decile_words.moved(viewer, moves.mobility[who], who) or measure
    note = f"{measure}. {viewer.say('pergerakan.heat_note')}"
    st.subheader(title)
    st.caption(note)
    drawn = decile_charts.heat_map(moves.matrices[who], viewer)
    charts.show(drawn, "heat", viewer.say("pergerakan.heat_alt"), title=title, note=note)


def _heat_title(viewer: Viewer, chosen: MovementChoice, start: Quarter) -> str:
    return viewer.say("pergerakan.heat_title", before=_short(viewer, start), after=_short(viewer, chosen.quarter))


@kept
def _sankey_title(viewer: Viewer, chosen: MovementChoice, start: Quarter) -> None:
    title, note = _sankey_words(viewer, chosen, start)
    st.subheader(title)
    st.caption(note)


def _sankey_words(viewer: Viewer, chosen: MovementChoice, start: Quarter) -> tuple[str, str]:
    """What the figure shows of all families, and what it draws."""
    moves, measure = _moves(viewer, chosen, start), viewer.say("pergerakan.sankey_title")
    note = viewer.say("pergerakan.sankey_note" if moves.by_aid else "pergerakan.sankey_below")
    title = decile_words.crossed(viewer, moves.links["all"], moves.by_aid)
    return title or measure, f"{measure}. {_heat_title(viewer, chosen, start)}. {note}"


@kept
def _sankey(viewer: Viewer, chosen: MovementChoice, start: Quarter, who: str, only_moved: bool) -> None:
    drawn = decile_charts.sankey(_moves(viewer, chosen, start).links[who], viewer, only_moved)
    title, note = _sankey_words(viewer, chosen, start)
    charts.show(drawn, f"sankey-{only_moved}", viewer.say("pergerakan.sankey_alt"), title=title, note=note)


def _choose(viewer: Viewer, chosen: MovementChoice) -> tuple[Quarter, str]:
    """From which quarter, and which families."""
    starts = tuple(str(quarter) for quarter in reversed(movement.spans(chosen.quarter)))
    named = {code: _short(viewer, Quarter.parse(code)) for code in starts}
    who = {code: viewer.say(f"pergerakan.who_{code}") for code in mobility.WHO}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        start = controls.segments(viewer, Choice("dari", viewer.say("pergerakan.from"), starts, named.get, starts[0]))
        whom = controls.segments(viewer, Choice("siapa", viewer.say("pergerakan.who"), mobility.WHO, who.get, "all"))
    return Quarter.parse(start), whom


def sentence(viewer: Viewer, moves: Moves, start: Quarter, end: Quarter) -> str:
    """What became of the families in one or two sentences, right when nobody was ranked in both quarters."""
    found, voice = moves.mobility["all"], viewer.voice
    said = {"before": _short(viewer, start), "after": _short(viewer, end)}
    if found.families == 0:
        return viewer.say("pergerakan.nobody_ranked", **said)
    return viewer.say(
        "pergerakan.moved",
        stayed=voice.persen(found.stayed),
        up=voice.persen(found.up),
        down=voice.persen(found.down),
        came=_number(viewer, moves.came),
        left=_number(viewer, moves.left),
        **said,
    )


def _number(viewer: Viewer, families: float) -> str:
    return viewer.say("pergerakan.hidden") if pd.isna(families) else viewer.voice.angka(families)


def _noise(viewer: Viewer, chosen: MovementChoice, start: Quarter) -> None:
    """Families verified in the field beside those that were only ranked anew; the file has the whole matrix."""
    matrix = _measures(viewer, chosen, start)
    name = f"desil-{chosen.area}-{start}-{chosen.quarter}"
    note = exports.note(viewer, chosen.quarter, _heat_title(viewer, chosen, start))
    exports.buttons(viewer, matrix, name, note)


@kept
def _measures(viewer: Viewer, chosen: MovementChoice, start: Quarter) -> pd.DataFrame:
    """Draws the table of measures and returns the matrix."""
    moves = _moves(viewer, chosen, start)
    st.subheader(viewer.say("pergerakan.noise_title"))
    st.caption(viewer.say("pergerakan.noise_note"))
    tables.texts(measures(viewer, dict(moves.mobility)), viewer.say("pergerakan.noise_title"))
    return _long(viewer, moves)


def measures(viewer: Viewer, found: dict[str, Mobility]) -> pd.DataFrame:
    """One column a group of families, one row a measure, as texts."""
    voice = viewer.voice
    rows: dict[str, Callable[[Mobility], str]] = {
        "families": lambda one: voice.angka(one.families),
        "stayed": lambda one: voice.persen(one.stayed),
        "up": lambda one: voice.persen(one.up),
        "down": lambda one: voice.persen(one.down),
        "mean_change": lambda one: voice.tetap(one.mean_change, 3),
        "mean_distance": lambda one: voice.tetap(one.mean_distance, 2),
        "shorrocks": lambda one: voice.tetap(one.shorrocks, 3),
    }
    table = {viewer.say("pergerakan.measure"): [viewer.say(f"pergerakan.measure_{name}") for name in rows]}
    for who, one in found.items():
        table[viewer.say(f"pergerakan.who_{who}")] = [write(one) for write in rows.values()]
    return pd.DataFrame(table)


def _long(viewer: Viewer, moves: Moves) -> pd.DataFrame:
    """The matrix as rows for a file."""
    say = viewer.say
    counts = moves.matrices["all"]
    names = [decile_charts.state_name(viewer, state) for state in mobility.STATES]
    rows = [(before, after, counts[i, j]) for i, before in enumerate(names) for j, after in enumerate(names)]
    columns = [say("pergerakan.before"), say("pergerakan.after"), say("umum.families")]
    return pd.DataFrame(rows, columns=columns).astype({columns[2]: "Int64"})


@kept
def _stability(viewer: Viewer, chosen: MovementChoice) -> None:
    """The year as the product of its quarters against the year as seen, and whether the quarters are alike."""
    end, measure = chosen.quarter, viewer.say("pergerakan.markov_title")
    found = movement.stability(controls.scope_of(viewer, chosen.area), chosen.level, end)
    if found is None:
        st.subheader(measure)
        st.info(viewer.say("pergerakan.no_markov", quarter=viewer.voice.triwulan(end)))
        return
    voice, title, note = (
        viewer.voice,
        paired_bars.title(viewer, found.gap, found.may_project),
        _markov_note(viewer, end),
    )
    st.subheader(title)
    st.caption(note)
    drawn = paired_bars.of_stability(viewer, found.product.tolist(), found.direct.tolist())
    charts.show(drawn, "markov", viewer.say("pergerakan.markov_alt"), title=title, note=note)
    verdict = "may_project" if found.may_project else "no_project"
    st.markdown(viewer.say(f"pergerakan.{verdict}", gap=voice.poin(found.gap)))
    st.markdown(
        viewer.say(
            "pergerakan.homogeneity",
            effect=voice.desimal(found.effect, 3),
            families=voice.angka(found.families),
            g2=voice.angka(found.test.g2),
            df=voice.bulat(found.test.df),
            p="< 0,001" if voice.language == "id" else "< 0.001",
        )
        if found.test.p_g2 < 0.001
        else viewer.say(
            "pergerakan.homogeneous",
            effect=voice.desimal(found.effect, 3),
            p=voice.desimal(found.test.p_g2, 3),
        )
    )


def _markov_note(viewer: Viewer, end: Quarter) -> str:
    measure = viewer.say("pergerakan.markov_alt")
    return f"{measure} {viewer.voice.triwulan(end)}."


def _short(viewer: Viewer, quarter: Quarter) -> str:
    return viewer.voice.triwulan_pendek(quarter)
