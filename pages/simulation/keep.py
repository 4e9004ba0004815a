"""Keep and share: the memo, files, lines that reproduce, one's saved scenarios, and records that nobody can delete."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data import spreadsheet
from data.figures.outcome import Report
from data.figures.outcome_tables import with_derived
from pages.cached import keeping, register, trail
from pages.documents import exports, memo, notes, reproduce
from pages.documents.workbook import workbook
from pages.shared import address, names
from pages.shared.session import Viewer
from pages.simulation import detail, draft, saved, start
from simulator.policy.files import parse, to_toml
from terms import InputError, Quarter

RECORDS_SHOWN = 5
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
        if viewer.access.keeps:
            with st.container(border=True):
                saved.show(viewer, report.policy)
            with st.container(border=True):
                _records(viewer, report)
        else:
            st.info(viewer.say("simpan.only_looks"))
    with st.expander(viewer.say("simpan.reproduce")):
        st.caption(viewer.say("simpan.reproduce_note", build=report.about.build_id))
        python, terminal = reproduce.lines(
            report.policy, report.quarter, report.about.build_id, register.folder_from_here()
        )
        st.code(terminal, language="sh")
        st.code(python, language="python")
    with st.expander(viewer.say("simpan.paste")):
        _paste(viewer)


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
                data=trail.taken(viewer.access, f"{name}.{form}", make),
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


def _records(viewer: Viewer, report: Report) -> None:
    say, voice = viewer.say, viewer.voice
    st.subheader(say("simpan.records"))
    st.caption(say("simpan.records_note"))
    st.button(say("simpan.record"), key=address.key("record"), on_click=_record, args=(viewer, report))
    if fault := st.session_state.pop(address.key("record-fault"), None):
        st.error(fault)
    try:
        recorded = keeping.recorded(viewer.who, RECORDS_SHOWN)
    except keeping.Unavailable as fault:
        st.warning(saved.unavailable(viewer, fault))
        return
    for kept in recorded:
        left, right = st.columns([4, 2], vertical_alignment="center")
        named = start.plain(_name_in(kept.run.scenario))
        quarter = voice.triwulan_pendek(Quarter.parse(kept.run.quarter))
        left.markdown(
            say("simpan.record_line", number=kept.id, name=named, at=saved.moment(kept.recorded_at), quarter=quarter)
        )
        right.download_button(
            say("simpan.record_file"),
            data=trail.taken(viewer.access, f"catatan-{kept.id}.json", partial(keeping.as_file, kept)),
            file_name=f"catatan-{kept.id}.json",
            mime="application/json",
            on_click="ignore",
            key=address.key(f"record-{kept.id}"),
        )


def _record(viewer: Viewer, report: Report) -> None:
    held = register.in_force() if report.reference is None else report.reference.policy
    try:
        trail.kept(viewer.access, f"record: {report.policy.name}")
        keeping.record(viewer.who, viewer.scope, report.quarter, report.policy, held, viewer.sees_exact)
    except keeping.Unavailable as fault:
        st.session_state[address.key("record-fault")] = saved.unavailable(viewer, fault)
    except InputError as fault:
        st.session_state[address.key("record-fault")] = viewer.say("simpan.refused", fault=fault)


def _name_in(toml: str) -> str:
    """The scenario's name in a record, which may be of a version whose rules can be read no more."""
    try:
        return parse(toml, kept=True).name
    except InputError:
        return "–"


def _paste(viewer: Viewer) -> None:
    key = address.key("toml")
    st.text_area(viewer.say("simpan.paste_label"), key=key, height=160, placeholder='name = "…"')
    st.button(viewer.say("simpan.paste_take"), key=address.key("toml-take"), on_click=_take, args=(key,))


def _take(key: str) -> None:
    try:
        draft.put(parse(st.session_state[key]))
    except InputError as fault:
        draft.refuse(fault)
