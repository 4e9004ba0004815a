"""The first answer: recipients, money, coverage and errors before and after, with unit and denominator beside each."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.shared import cached, cached_simulation, numbers, results, sim_errors, tables, tiles
from pages.shared.report import Report
from pages.shared.session import Viewer
from pages.shared.summary import programme_name
from simulator.notices import Notice

ARROW = " → "
ROW_HEIGHT = 29
BOTH: dict[str, tuple[str, str, Callable[[float, str], str]]] = {
    "row_recipients": ("recipients_before", "recipients_after", numbers.angka),
    "row_persons": ("persons_before", "persons_after", numbers.angka),
    "row_quarter": ("rupiah_per_quarter_before", "rupiah_per_quarter", numbers.rupiah),
    "row_year": ("rupiah_per_year_before", "rupiah_per_year", numbers.rupiah),
}
SINGLE = {
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


def show(viewer: Viewer, report: Report, programme: str) -> None:
    """Notices, tiles, the table by programme and the check; a scenario that changes nothing says so instead."""
    _notices(viewer, report)
    if report.outcome.changes_nothing:
        st.info(viewer.say("simulasi.no_effect"))
        return
    nation = results.by_programme(report)
    _tiles(viewer, report, nation, programme)
    after = _errors(viewer, report, nation.loc[programme], programme)
    table = figures(viewer, nation)
    height = ROW_HEIGHT * (len(table) + 1) + 10
    tables.texts(table, viewer.say("simulasi.numbers"), row_height=ROW_HEIGHT, height=height, placeholder="–")
    st.caption(after)
    check(viewer, report)


def check(viewer: Viewer, report: Report) -> None:
    """Whether the parts add up, in words."""
    off = cached_simulation.faults(viewer.scope, report.quarter, report.policy)
    if off:
        st.error(viewer.say("simulasi.does_not_add_up", programmes=", ".join(off)))
    else:
        st.caption(viewer.say("simulasi.adds_up"))


def figures(viewer: Viewer, nation: pd.DataFrame) -> pd.DataFrame:
    """A figure a row and a programme a column, as texts with unit or denominator in the row's name.

    Of the reasons for leaving, those that apply to nobody in any programme are left out.
    """
    language, rows = viewer.language, {}
    for word, (before, after, write) in BOTH.items():
        pairs = zip(nation[before], nation[after], strict=True)
        rows[word] = [_from_to(write(start, language), write(end, language)) for start, end in pairs]
    for word, name in SINGLE.items():
        if word not in REASONS or (nation[name].astype(float).fillna(1) > 0).any():
            rows[word] = [numbers.angka(value, language) for value in nation[name]]
    rows["row_coverage"] = [numbers.persen(share, language) for share in nation["coverage_share"]]
    named = [programme_name(code, language) + _unit(viewer, unit) for code, unit in nation["unit"].items()]
    order = [word for word in ORDER if word in rows]
    shown = pd.DataFrame([rows[word] for word in order], columns=named)
    shown.insert(0, viewer.say("simulasi.figure"), [viewer.say(f"simulasi.{word}") for word in order])
    return shown


def warning(viewer: Viewer, notice: Notice) -> str:
    """A warning of the simulator in the viewer's language."""
    named, language = programme_name(notice.programme, viewer.language), viewer.language
    value, limit = numbers.bulat(notice.value, language), numbers.bulat(notice.limit, language)
    return viewer.say(f"simulasi.notice_{notice.code}", programme=named, value=value, limit=limit)


def _notices(viewer: Viewer, report: Report) -> None:
    for notice in report.outcome.warnings:
        st.warning(warning(viewer, notice))
    enacted = cached_simulation.outcome(report.quarter, cached.in_force())
    if report.outcome.same_as(enacted):
        st.caption(viewer.say("simulasi.same"))
    if report.has_cap:
        st.caption(viewer.say("simulasi.cap_announced"))


def _tiles(viewer: Viewer, report: Report, nation: pd.DataFrame, programme: str) -> None:
    say, row, aid = viewer.say, nation.loc[programme], report.any_aid("nation").iloc[0]
    named = programme_name(programme, viewer.language)
    unit = "pupil" if row["unit"] == "pupil" else "family"
    first, second, third = st.columns(3)
    with first:
        year = [results.total_rupiah(nation, name) for name in ("rupiah_per_year_before", "rupiah_per_year")]
        tiles.before_after(viewer, say("simulasi.money_total"), *year, money=True)
    with second:
        tiles.before_after(viewer, say("simulasi.any_aid"), aid["families_before"], aid["families_after"])
    with third:
        name = say(f"simulasi.recipients_{unit}", programme=named)
        tiles.before_after(viewer, name, row["recipients_before"], row["recipients_after"])


def _errors(viewer: Viewer, report: Report, row: pd.Series, programme: str) -> str:
    """Tiles of coverage and both errors; returns the sentence that goes with them: the split, or why there are none."""
    say, language = viewer.say, viewer.language
    after = sim_errors.of(report.quarter, report.policy, programme)
    before = sim_errors.of(report.quarter, cached.as_paid(), programme)
    columns = st.columns(3)
    with columns[0], st.container(border=True, height="stretch", gap="xsmall"):
        label = say("simulasi.coverage", programme=programme_name(programme, language))
        share = numbers.persen(row["coverage_share"], language)
        st.metric(label, share, help=say("simulasi.coverage_help"))
        st.caption(say("simulasi.coverage_of", eligible=numbers.angka(row["eligible"], language)))
    if after is None or before is None:
        return say("simulasi.no_probability", programme=programme_name(programme, language))
    with columns[1]:
        sim_errors.tile(viewer, "inclusion", before.inclusion, after.inclusion)
    with columns[2]:
        sim_errors.tile(viewer, "exclusion", before.exclusion, after.exclusion)
    return sim_errors.split(viewer, report.quarter, programme, after)


def _from_to(before: str, after: str) -> str:
    """`18,3 → 16,2 juta`: the word of the size only once where both have the same."""
    number, _, size = before.partition(numbers.NBSP)
    return (number if size and after.endswith(numbers.NBSP + size) else before) + ARROW + after


def _unit(viewer: Viewer, unit: str) -> str:
    return f" ({viewer.say('simulasi.unit_pupil')})" if unit == "pupil" else ""
