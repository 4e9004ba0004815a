"""The first answer: recipients, money, coverage and errors before and after, with unit and denominator beside each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from data.figures import outcome_tables
from data.figures.outcome import Report
from pages.cached import register, simulation
from pages.documents import notes
from pages.documents.memo import reference_name
from pages.scenario.notices import warning
from pages.shared import controls, tables, tiles
from pages.shared.kept import kept
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.shared.voice import NBSP, Voice
from pages.simulation import errors
from pages.simulation.asked import ScenarioAsked, report_of

ARROW = " → "
ROW_HEIGHT = 26
BOTH: dict[str, tuple[str, str, Callable[[Voice, float], str]]] = {
    "row_recipients": ("recipients_reference", "recipients_after", Voice.angka),
    "row_persons": ("persons_reference", "persons_after", Voice.angka),
    "row_quarter": ("rupiah_per_quarter_reference", "rupiah_per_quarter", Voice.rupiah),
    "row_year": ("rupiah_per_year_reference", "rupiah_per_year", Voice.rupiah),
}
SINGLE = {
    "row_paid": "recipients_before",
    "row_decile": "dropped_decile",
    "row_component": "dropped_component",
    "row_cap": "dropped_cap",
    "row_budget": "dropped_budget",
    "row_in": "newly_in",
    "row_waiting": "waiting",
    "row_eligible": "eligible",
}
REASONS = ("row_decile", "row_component", "row_cap", "row_budget")
ORDER = ("row_recipients", *SINGLE, "row_coverage", "row_persons", "row_quarter", "row_year")


@kept
def in_short(viewer: Viewer, asked: ScenarioAsked) -> None:
    """The answer in one line; on a phone it stays in sight above the levers while they are moved."""
    row: Any = outcome_tables.by_programme(report_of(viewer, asked)).loc[asked.programme]
    voice = viewer.voice
    money, people = row["rupiah_per_year"], row["recipients_after"]
    said = viewer.say(
        "simulasi.in_short",
        programme=programme_name(asked.programme, voice),
        people=voice.angka(people),
        people_change=voice.selisih(people - row["recipients_reference"]),
        money=voice.rupiah(money),
        money_change=voice.selisih(money - row["rupiah_per_year_reference"], money=True),
    )
    with st.container(key="jawaban-singkat"):
        st.markdown(said)


@kept
def show(viewer: Viewer, asked: ScenarioAsked) -> None:
    """Notices, tiles, the table by programme and the check, all against the reference, which is named."""
    report, programme = report_of(viewer, asked), asked.programme
    _notices(viewer, report, programme)
    nation = outcome_tables.by_programme(report)
    _tiles(viewer, report, nation, programme)
    after = _errors(viewer, report, nation.loc[programme], programme)
    table = figures(viewer, nation)
    height = ROW_HEIGHT * (len(table) + 1) + 10
    tables.texts(table, viewer.say("simulasi.numbers"), row_height=ROW_HEIGHT, height=height, placeholder="–")
    st.caption(
        "  \n".join([viewer.say("simulasi.rows_count_from"), after, *notes.perturbed(report, "nation", viewer.voice)])
    )
    check(viewer, report)


def check(viewer: Viewer, report: Report) -> None:
    """Whether the parts add up, in words."""
    off = simulation.faults(viewer.scope, report.quarter, report.policy)
    if off:
        st.error(viewer.say("simulasi.does_not_add_up", programmes=", ".join(off)))
    else:
        st.caption(viewer.say("simulasi.adds_up", area=controls.scope_name(viewer)))


def figures(viewer: Viewer, nation: pd.DataFrame) -> pd.DataFrame:
    """A figure a row and a programme a column, as texts with unit or denominator in the row's name.

    Of the reasons for leaving, those that apply to nobody in any programme are left out.
    """
    voice, rows = viewer.voice, {}
    for word, (before, after, write) in BOTH.items():
        pairs = zip(nation[before], nation[after], strict=True)
        rows[word] = [_from_to(write(voice, start), write(voice, end)) for start, end in pairs]
    for word, name in SINGLE.items():
        if word not in REASONS or (nation[name].astype(float).fillna(1) > 0).any():
            rows[word] = [voice.angka(value) for value in nation[name]]
    rows["row_coverage"] = [voice.persen(share) for share in nation["coverage_share"]]
    named = [programme_name(str(code), voice) + _unit(viewer, unit) for code, unit in nation["unit"].items()]
    order = [word for word in ORDER if word in rows]
    shown = pd.DataFrame([rows[word] for word in order], columns=named)
    shown.insert(0, viewer.say("simulasi.figure"), [viewer.say(f"simulasi.{word}") for word in order])
    return shown


def _notices(viewer: Viewer, report: Report, programme: str) -> None:
    for notice in report.outcome.warnings:
        st.warning(warning(viewer, notice))
    reference = reference_name(report, viewer.voice)
    if report.pays_the_same and not report.is_same:
        st.info(viewer.say("simulasi.same_aid", reference=reference))
    _yardstick(viewer, report, programme)
    if report.has_cap:
        st.caption(viewer.say("simulasi.cap_announced"))
    st.caption(viewer.say("simulasi.same" if report.is_same else "simulasi.read_against", reference=reference))


def _yardstick(viewer: Viewer, report: Report, programme: str) -> None:
    """Where the scenario's cut-off is not the enacted one: who is entitled stays as enacted; nobody may enter."""
    ours = report.policy.rules(report.quarter).get(programme)
    enacted = register.in_force().rules(report.quarter).get(programme)
    if ours is None or enacted is None or ours.max_decile == enacted.max_decile:
        return
    wider = (ours.max_decile or 0) > (enacted.max_decile or 0)
    named = programme_name(programme, viewer.voice)
    limits = {"programme": named, "limit": ours.max_decile, "enacted": enacted.max_decile}
    st.info(viewer.say("simulasi.yardstick_wider" if wider else "simulasi.yardstick_narrower", **limits))
    if wider and ours.admission == "none":
        st.warning(viewer.say("simulasi.wider_admits_nobody", **limits))


def _tiles(viewer: Viewer, report: Report, nation: pd.DataFrame, programme: str) -> None:
    say, aid = viewer.say, report.any_aid("nation").iloc[0]
    row: Any = nation.loc[programme]
    named = programme_name(programme, viewer.voice)
    unit = "pupil" if row["unit"] == "pupil" else "family"
    first, second, third = st.columns(3)
    with first:
        names = ("rupiah_per_year_reference", "rupiah_per_year")
        before, after = (outcome_tables.total_rupiah(nation, name) for name in names)
        tiles.before_after(viewer, say("simulasi.money_total"), before, after, money=True)
    with second:
        held, given = float(aid["families_reference"]), float(aid["families_after"])
        tiles.before_after(viewer, say("simulasi.any_aid"), held, given)
    with third:
        name = say(f"simulasi.recipients_{unit}", programme=named)
        tiles.before_after(viewer, name, row["recipients_reference"], row["recipients_after"])


def _errors(viewer: Viewer, report: Report, row: Any, programme: str) -> str:
    """Tiles of coverage and both errors; returns the sentence that goes with them: the split, or why there are none."""
    say, voice = viewer.say, viewer.voice
    after = errors.of(viewer, report.quarter, report.policy, programme)
    held = register.as_paid() if report.reference is None else report.reference.policy
    before = errors.of(viewer, report.quarter, held, programme)
    columns = st.columns(3)
    with columns[0], st.container(border=True, height="stretch", gap="xsmall"):
        label = say("simulasi.coverage", programme=programme_name(programme, voice))
        share = voice.persen(row["coverage_share"])
        st.metric(label, share, help=say("simulasi.coverage_help"))
        st.caption(say("simulasi.coverage_of", eligible=voice.angka(row["eligible"])))
    if after is None or before is None:
        return say("simulasi.no_probability", programme=programme_name(programme, voice))
    with columns[1]:
        errors.tile(viewer, "inclusion", before.inclusion, after.inclusion)
    with columns[2]:
        errors.tile(viewer, "exclusion", before.exclusion, after.exclusion)
    own = errors.by_own_rule(viewer, report.quarter, report.policy, programme)
    return "  \n".join(filter(None, [errors.split(viewer, report.quarter, programme, after), own]))


def _from_to(before: str, after: str) -> str:
    """`18,3 → 16,2 juta`: the word of the size only once where both have the same."""
    number, _, size = before.partition(NBSP)
    return (number if size and after.endswith(NBSP + size) else before) + ARROW + after


def _unit(viewer: Viewer, unit: str) -> str:
    return f" ({viewer.say('simulasi.unit_pupil')})" if unit == "pupil" else ""
