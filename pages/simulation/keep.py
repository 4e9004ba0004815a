"""Keep and share: the memo, files, lines that reproduce, one's saved scenarios, and records that nobody can delete."""

from __future__ import annotations

import streamlit as st

from data import spreadsheet
from data.figures.outcome import Report
from data.figures.outcome_tables import with_derived
from pages.cached import register
from pages.documents import exports, memo, notes, reproduce
from pages.documents.workbook import workbook
from pages.scenario import records, saved
from pages.shared import address, names
from pages.shared.session import Viewer
from pages.simulation import detail
from simulator.policy.files import Policy, to_toml

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(viewer: Viewer, report: Report, programme: str) -> None:
    """Everything that takes the answer away from the screen, for all programmes."""
    left, right = st.columns(2, gap="medium")
    with left:
        with st.container(border=True):
            _memo(viewer, report)
        with st.container(border=True):
            _files(viewer, report)
    with right:
        with st.container(border=True):
            saved.show(viewer, report.policy)
        with st.container(border=True):
            records.show(viewer, report.quarter, report.policy, _held(report))
    with st.expander(viewer.say("simpan.reproduce")):
        st.caption(viewer.say("simpan.reproduce_note", build=report.about.build_id))
        python, terminal = reproduce.lines(
            report.policy, report.quarter, report.about.build_id, register.folder_from_here()
        )
        st.code(terminal, language="sh")
        st.code(python, language="python")
    with st.expander(viewer.say("simpan.paste")):
        records.paste(viewer)


def _memo(viewer: Viewer, report: Report) -> None:
    st.subheader(viewer.say("simpan.memo"))
    st.code("\n".join(memo.lines(report, viewer.voice)), language=None, wrap_lines=True)
    st.caption(viewer.say("simpan.memo_note"))


def _files(viewer: Viewer, report: Report) -> None:
    st.subheader(viewer.say("simpan.files"))
    st.caption(viewer.say("simpan.files_note"))
    quarter = viewer.voice.triwulan_pendek(report.quarter)
    name = spreadsheet.file_name("skenario", report.policy.name.lower(), quarter)
    files = {
        "toml": (lambda: to_toml(report.policy).encode(), "application/toml"),
        "csv": (lambda: csv(viewer, report), "text/csv"),
        "xlsx": (lambda: workbook(report, viewer.voice), XLSX),
    }
    with st.container(horizontal=True):
        for form, (make, mime) in files.items():
            st.download_button(
                viewer.say(f"simpan.{form}"),
                data=make,
                file_name=f"{name}.{form}",
                mime=mime,
                on_click="ignore",
                key=address.key(f"file-{form}"),
            )


def csv(viewer: Viewer, report: Report) -> bytes:
    """Every kabupaten and programme of the scenario, with what the file is about in its first lines."""
    rows = with_derived(report.table("kabupaten")).rename(columns={"group": "code"})
    rows["name"] = [names.group_name(viewer, "kabupaten", code) for code in rows["code"]]
    shown = detail.table(viewer, rows)
    named = [names.programme_name(code, viewer.voice) for code in rows["programme"]]
    shown.insert(2, viewer.say("simulasi.programme"), named)
    reference = memo.reference_name(report, viewer.voice)
    title = viewer.say("simpan.csv_title", name=report.policy.name, reference=reference)
    note = exports.note(viewer, report.quarter, title)
    return exports.csv(shown, note.with_lines(notes.perturbed(report, "kabupaten", viewer.voice)))


def _held(report: Report) -> Policy:
    """What the report is read against, as a record names it."""
    return register.in_force() if report.reference is None else report.reference.policy
