"""The view of where to check next: groups worth a visit, what so many visits would mend, how good the model is, and
the errors that it makes sharper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from geo import regions
from pages.accuracy import model_quality
from pages.accuracy.choice import ErrorChoice
from pages.cached import accuracy
from pages.documents import exports
from pages.shared import controls, names, tables, tiles
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.session import Viewer
from targeting.model.visit_priority import Gain, gain
from terms import NATION, Quarter

VISITS = ("10000", "50000", "100000", "250000", "500000", "1000000", "2000000")
SHOWN = 200
INCLUSION, EXCLUSION = "inclusion", "exclusion"


def show(viewer: Viewer, chosen: ErrorChoice) -> None:
    """The whole view, for the programme and area chosen; it always speaks of the newest round of the spot check."""
    newest = _newest(viewer, chosen.programme)
    if newest is None:
        st.info(viewer.say("checking.no_model"))
        return
    quarter = newest.quarter
    visits = viewer.voice.bulat(newest.visits)
    name = viewer.say(f"umum.{chosen.programme}")
    when = viewer.voice.triwulan(quarter)
    st.caption(viewer.say("checking.lead", programme=name, quarter=when, visits=visits))
    with st.container(border=True):
        _groups(viewer, chosen, quarter)
    with st.container(border=True):
        _assisted(viewer, chosen, newest.outside)
    _models(viewer, chosen, quarter)


@dataclass(frozen=True)
class NewestRound:
    """The newest round of the spot check with a model of a programme: its quarter, its visits, and the share of the
    entitled who are outside the register."""

    quarter: Quarter
    visits: int
    outside: float


@kept
def _newest(viewer: Viewer, programme: str) -> NewestRound | None:
    rounds = accuracy.rounds()
    usable = rounds[(rounds["programme"] == programme) & (rounds["lacks"] == "")]
    if usable.empty:
        return None
    row = usable.iloc[0]
    return NewestRound(Quarter.parse(row["quarter"]), int(row["visits"]), float(row["entitled_outside_share"]))


@kept
def _models(viewer: Viewer, chosen: ErrorChoice, quarter: Quarter) -> None:
    with st.container(border=True):
        model_quality.of_model(viewer, chosen)
    if (agreement := accuracy.agreement(viewer.scope.within(chosen.area), quarter)) is not None:
        with st.container(border=True):
            model_quality.of_register(viewer, chosen, quarter, agreement)


def _groups(viewer: Viewer, chosen: ErrorChoice, quarter: Quarter) -> None:
    """Which groups first, and what the visits would mend."""
    say = viewer.say
    st.subheader(say("checking.groups", area=controls.area_name(viewer, chosen.area)))
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        shown = {code: say(f"checking.side_{code}") for code in accuracy.SIDES}
        offered = Choice("sisi", say("checking.side"), accuracy.SIDES, shown.get, accuracy.SIDES[0])
        side = controls.segments(viewer, offered)
    with right:
        words = {code: viewer.voice.bulat(int(code)) for code in VISITS}
        picked = controls.select(viewer, Choice("kunjungan", say("checking.visits"), VISITS, words.get, "100000"))
    key = accuracy.perturbed_by()
    _gained(viewer, chosen, side, picked, key)
    table = _listed(viewer, chosen, side, key)
    if table is None:
        return
    title = say("checking.groups", area=controls.area_name(viewer, chosen.area))
    exports.buttons(
        viewer,
        table,
        f"cek-{chosen.programme.lower()}",
        exports.note(viewer, quarter, title).with_lines(_perturbed(viewer)),
    )


@kept
def _gained(viewer: Viewer, chosen: ErrorChoice, side: str, visits: str, _key: str) -> None:
    """Another key of the site is another part: what is kept of one is not shown under the other."""
    scope = viewer.scope.within(chosen.area)
    ranking = accuracy.groups(scope, chosen.programme, side, viewer.sees_exact)
    standing = accuracy.standing(scope, chosen.programme, viewer.sees_exact)
    if ranking is None or standing is None:
        st.info(viewer.say("umum.perturbed_no_key"))
    elif ranking.empty:
        st.info(viewer.say("checking.no_groups"))
    else:
        _gain(viewer, gain(ranking, int(visits), standing))


@kept
def _listed(viewer: Viewer, chosen: ErrorChoice, side: str, _key: str) -> pd.DataFrame | None:
    """Draws the groups worth a visit and returns them; None when there is none."""
    ranking = accuracy.groups(viewer.scope.within(chosen.area), chosen.programme, side, viewer.sees_exact)
    if ranking is None or ranking.empty:
        return None
    table = _table(viewer, ranking.head(SHOWN))
    tables.show(viewer, table, viewer.say("checking.groups_alt"))
    groups = viewer.voice.bulat(len(ranking))
    said = (viewer.say("checking.groups_note", shown=len(table), groups=groups), *_perturbed(viewer))
    st.caption(" ".join(said))
    return table


def _perturbed(viewer: Viewer) -> tuple[str, ...]:
    """That the groups are counted over the perturbed register, where they are."""
    return () if viewer.sees_exact else (viewer.say("checking.perturbed"),)


def _gain(viewer: Viewer, found: Gain) -> None:
    say, voice = viewer.say, viewer.voice
    before, after = found.before, found.after
    figures = (
        ("found", voice.angka(found.found_not_entitled + found.found_left_out), None),
        (INCLUSION, voice.persen(after.inclusion), after.inclusion - before.inclusion),
        (EXCLUSION, voice.persen(after.exclusion), after.exclusion - before.exclusion),
    )
    with st.grid(3, min_column_width=220):
        for name, value, change in figures:
            delta = None if change is None or not round(change * 1000) else voice.poin(change)
            arrow = "off" if delta is None or change is None else tiles.arrow_of_points(change)
            label = say(f"checking.{name}")
            st.metric(label, value, delta, delta_color="off", delta_arrow=arrow, border=True, height="stretch")
    st.markdown(
        say(
            "checking.gain",
            visits=voice.bulat(found.visits),
            not_entitled=_count(viewer, found.found_not_entitled),
            left_out=_count(viewer, found.found_left_out),
            inclusion=voice.persen(before.inclusion),
            exclusion=voice.persen(before.exclusion),
        )
    )
    st.caption(say("checking.gain_note"))


def _count(viewer: Viewer, number: float) -> str:
    """`89,7 ribu`; none at all in words."""
    return viewer.voice.angka(number) if round(number) else viewer.say("checking.none_found")


def _table(viewer: Viewer, ranking: pd.DataFrame) -> pd.DataFrame:
    say = viewer.say
    on_programme = {True: say("checking.on"), False: say("checking.off")}
    return pd.DataFrame(
        {
            say("umum.code"): ranking["kabupaten_code"],
            say("umum.area"): [regions.name(code) for code in ranking["kabupaten_code"]],
            say("umum.decile"): [names.group_name(viewer, "decile", str(code)) for code in ranking["decile"]],
            say("checking.col_family"): [
                names.group_name(viewer, "family_type", str(code)) for code in ranking["family_type"]
            ],
            say("checking.col_aid"): ranking["on_programme"].map(on_programme),
            say("checking.col_families"): ranking["families"].astype("Int64"),
            say("checking.col_wrong"): ranking["wrong"].round(0).astype("Int64"),
            say("checking.col_found"): ranking["found_per_thousand"].round(0).astype("Int64"),
        }
    )


@kept
def _assisted(viewer: Viewer, chosen: ErrorChoice, outside: float) -> None:
    """Direct and model-assisted errors beside each other, by nation and province."""
    say, voice, scope = viewer.say, viewer.voice, viewer.scope.within(chosen.area)
    st.subheader(say("checking.assisted"))
    st.caption(say("checking.assisted_note", outside=voice.persen(outside)))
    rows = accuracy.assisted(scope)
    rows = rows[(rows["programme"] == chosen.programme) & rows["estimate"].notna()]
    if rows.empty:
        st.info(say("checking.no_assisted"))
        return
    national_first = rows.assign(is_province=rows["code"] != NATION).sort_values(["error", "is_province", "code"])
    table = pd.DataFrame(
        {
            say("umum.area"): [controls.area_name(viewer, code) for code in national_first["code"]],
            say("checking.col_error"): national_first["error"].map(
                {name: say(f"checking.{name}_word") for name in (INCLUSION, EXCLUSION)}
            ),
            say("checking.col_direct"): national_first["direct"],
            say("checking.col_direct_interval"): _intervals(viewer, national_first, "direct_low", "direct_high"),
            say("checking.col_assisted"): national_first["estimate"],
            say("checking.col_interval"): _intervals(viewer, national_first, "low", "high"),
            say("checking.col_narrowing"): national_first["narrowing"],
        }
    )
    decimals = {"direct": 1, "assisted": 1, "narrowing": 0}
    write = {say(f"checking.col_{name}"): partial(voice.persen, decimals=most) for name, most in decimals.items()}
    tables.show(viewer, table, say("checking.assisted"), write=write)


def _intervals(viewer: Viewer, rows: pd.DataFrame, low: str, high: str) -> list[str]:
    return [viewer.voice.selang(*bounds) for bounds in zip(rows[low], rows[high], strict=True)]
