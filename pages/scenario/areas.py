"""Cut-offs of single provinces and kabupaten: each its own slider, the narrower area wins."""

from __future__ import annotations

import streamlit as st

from geo import regions
from pages.scenario import draft
from pages.scenario.bench import Bench
from pages.shared import controls
from terms import NATION, Quarter

FIELDS = {2: "max_decile_by_province", 5: "max_decile_by_kabupaten"}


def draw(bench: Bench) -> None:
    """A slider for each area with a cut-off of its own, and a way to add another."""
    for name in FIELDS.values():
        table = dict(getattr(bench.rule, name))
        for code, limit in table.items():
            _one(bench, name, table, code, limit)
    taken = {code for name in FIELDS.values() for code, _ in getattr(bench.rule, name)}
    codes = [code for code in controls.areas(bench.viewer) if code != NATION and code not in taken]
    key = bench.key("area")
    st.selectbox(
        bench.say("area_add"),
        codes,
        index=None,
        key=key,
        format_func=lambda code: regions.name(code) if "." in code else f"{regions.name(code)} ({code})",
        placeholder=bench.say("area_choose"),
        help=bench.say("area_help"),
        on_change=_add,
        args=(bench.quarter, bench.programme, key, bench.rule.max_decile),
    )


def _one(bench: Bench, name: str, table: dict[str, int], code: str, limit: int) -> None:
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    with left:
        st.slider(
            regions.name(code),
            0,
            10,
            **bench.bound(name, limit, lambda value: {**table, code: value}, f".{code}"),
        )
    with right:
        others = {other: value for other, value in table.items() if other != code}
        bench.change_button("✕", name, others, f".{code}")


def _add(quarter: Quarter, programme: str, key: str, limit: int) -> None:
    """Give the chosen area the national cut-off as its own, to be moved from there."""
    code = st.session_state[key]
    if code is None:
        return
    name = FIELDS[len(code)]
    rule = draft.current().rules(quarter)[programme]
    draft.change(quarter, programme, name, {**dict(getattr(rule, name)), code: limit})
    st.session_state[key] = None
