"""Keep and share: the memo, files, lines that reproduce, one's saved scenarios, and records that nobody can delete."""

from __future__ import annotations

import streamlit as st

from data import spreadsheet
from data.figures.outcome import Report
from data.figures.outcome_tables import with_derived
from pages.cached import register
from pages.documents import exports, memo, notes, reproduce
from pages.documents.workbook import workbook
from pages.scenario import files, own, records
from pages.shared import names
from pages.shared.kept import kept
from pages.shared.session import Viewer
from pages.simulation import detail, errors
from pages.simulation.asked import ScenarioAsked, report_of
from simulator.policy.files import to_toml


def show(viewer: Viewer, asked: ScenarioAsked) -> None:
    """Everything that takes the answer away from the screen, for all programmes."""
    left, right = st.columns(2, gap="medium")
    with left:
        with st.container(border=True):
            _memo(viewer, asked)
        with st.container(border=True):
            _files(viewer, asked)
    with right:
        own.show(viewer, asked.quarter, asked.policy, asked.reference)
    _reproduce(viewer, asked)
    with st.expander(viewer.say("simpan.paste")):
        records.paste(viewer)


@kept
def _reproduce(viewer: Viewer, asked: ScenarioAsked) -> None:
    with st.expander(viewer.say("simpan.reproduce")):
        made = register.build()
        st.caption(viewer.say("simpan.reproduce_note", build=made.build_id))
        python, terminal = reproduce.lines(asked.policy, asked.quarter, made.build_id, register.folder_from_here())
        st.code(terminal, language="sh")
        st.code(python, language="python")


@kept
def _memo(viewer: Viewer, asked: ScenarioAsked) -> None:
    st.subheader(viewer.say("simpan.memo"))
    st.code("\n".join(_memo_lines(viewer, report_of(viewer, asked))), language=None, wrap_lines=True)
    st.caption(viewer.say("simpan.memo_note"))


def _memo_lines(viewer: Viewer, report: Report) -> tuple[str, ...]:
    """The memo, and the errors by both rules of each programme whose cut-off is not the enacted one."""
    return *memo.lines(report, viewer.voice), *errors.lines(viewer, report.quarter, report.policy)


def _files(viewer: Viewer, asked: ScenarioAsked) -> None:
    quarter = viewer.voice.triwulan_pendek(asked.quarter)
    name = spreadsheet.file_name("skenario", asked.policy.name.lower(), quarter)
    makes = {
        "toml": lambda: to_toml(asked.policy).encode(),
        "csv": lambda: csv(viewer, report_of(viewer, asked)),
        "xlsx": lambda: workbook(report_of(viewer, asked), viewer.voice),
    }
    files.offer(viewer, viewer.say("simpan.files_note"), name, makes)


def csv(viewer: Viewer, report: Report) -> bytes:
    """Every kabupaten and programme of the scenario, with what the file is about in its first lines."""
    rows = with_derived(report.table("kabupaten")).rename(columns={"group": "code"})
    rows["name"] = [names.group_name(viewer, "kabupaten", code) for code in rows["code"]]
    shown = detail.table(viewer, report, rows)
    named = [names.programme_name(code, viewer.voice) for code in rows["programme"]]
    shown.insert(2, viewer.say("simulasi.programme"), named)
    reference = memo.reference_name(report, viewer.voice)
    title = viewer.say(
        "simpan.csv_title", name=names.scenario_name(report.policy.name, viewer.voice), reference=reference
    )
    note = exports.note(viewer, report.quarter, title)
    told = errors.lines(viewer, report.quarter, report.policy)
    return exports.csv(shown, note.with_lines([*notes.perturbed(report, "kabupaten", viewer.voice), *told]))
