"""The levers of one programme's rule: the few that matter most in the open, the rest in order below them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.scenario import areas, draft
from pages.scenario.bench import CAPS, NO_CAP, Bench, cap_name
from pages.shared import address
from pages.shared.session import Viewer
from simulator.policy import edit
from simulator.policy.fields import EXEMPTIONS
from simulator.policy.files import Policy
from terms import PBI, PKH, Quarter

CROSSINGS, ADMISSIONS = ("suspend", "stop"), ("none", "quota", "all")
CAP_MODES, CLOCKS = ("stop", "assess"), ("programme", "any")


def draw(viewer: Viewer, quarter: Quarter, policy: Policy, programme: str) -> None:
    """All levers of the programme; where it has no rule, only the switch that gives it one. Limits of the whole nation
    are for whoever sees it: a region's scenario keeps those in force (``data.figures.beyond``)."""
    rule = edit.rule_of(policy, quarter, programme)
    key = address.key(f"{programme}.is_applied")
    st.session_state[key] = rule is not None
    say = viewer.say
    st.toggle(
        say("simulasi.applied"),
        key=key,
        help=say("simulasi.applied_help"),
        on_change=_apply,
        args=(quarter, programme, key),
        disabled=programme in {one.code for one in policy.declared},
    )
    if rule is None:
        st.caption(say("simulasi.not_applied"))
        return
    bench = Bench(viewer, quarter, policy, programme, rule)
    _basic(bench)
    for heading, fields, section in SECTIONS:
        if section is not _budget or viewer.scope.is_national:
            _fold(bench, heading, fields, section)


def _fold(bench: Bench, heading: str, fields: tuple[str, ...], section: Callable[[Bench], None]) -> None:
    """Levers under a heading, drawn while it is open: most are shut, and each lever costs every rerun of everybody."""
    key = bench.key(heading)
    # The heading is marked when a lever under it is moved, which makes another widget of it: it stays as it was.
    st.session_state[key] = st.session_state.get(key, False)
    fold = st.expander(bench.marked(heading, *fields), key=key, on_change="rerun")
    if fold.open:
        with fold:
            section(bench)


def _apply(quarter: Quarter, programme: str, key: str) -> None:
    change = edit.with_rule if st.session_state[key] else edit.without_rule
    draft.put(change(draft.current(), quarter, programme))


def _basic(bench: Bench) -> None:
    say, rule = bench.say, bench.rule
    st.slider(say("cut_off"), 0, 10, help=say("cut_off_help"), **bench.bound("max_decile", rule.max_decile))
    if rule.unit != "pupil":
        label = say("cap") + (f" :orange-badge[{say('announced')}]" if rule.max_quarters else "")
        st.select_slider(
            label,
            CAPS,
            format_func=lambda quarters: cap_name(bench.viewer, quarters),
            help=say("cap_help"),
            **bench.bound("max_quarters", rule.max_quarters or NO_CAP, lambda value: value or "none"),
        )
    bench.buttons("admission", ADMISSIONS)
    if bench.programme == PKH:
        _component(bench)


def _above(bench: Bench) -> None:
    bench.buttons("crossing_mode", CROSSINGS)
    if bench.rule.crossing_mode == "suspend":
        bench.share("crossing_keep_share", bench.rule.crossing_keep_share)


def _cap(bench: Bench) -> None:
    st.multiselect(
        bench.say("exempt"),
        EXEMPTIONS,
        format_func=lambda trait: bench.say(f"exempt_{trait}"),
        placeholder=bench.say("exempt_nobody"),
        **bench.bound("cap_exempt", list(bench.rule.cap_exempt)),
    )
    clocks = CLOCKS[1:] if bench.programme == PBI and bench.rule.max_quarters else CLOCKS
    bench.buttons("cap_clock", clocks)
    bench.buttons("cap_mode", CAP_MODES)
    if bench.rule.cap_mode == "assess":
        bench.share("cap_keep_share", bench.rule.cap_keep_share)


def _entry(bench: Bench) -> None:
    rule, say = bench.rule, bench.say
    unit = say(f"unit_{rule.unit}")
    if rule.quota_by_kabupaten:
        total = bench.viewer.voice.bulat(sum(places for _, places in rule.quota_by_kabupaten))
        st.caption(say("quota_areas", count=len(rule.quota_by_kabupaten), total=total, unit=unit))
        bench.change_button(say("quota_areas_drop"), "quota", "none" if rule.quota is None else rule.quota)
    elif bench.viewer.scope.is_national:
        bench.number(
            "quota", rule.quota, say("quota", unit=unit), _or_none, empty=say("no_limit"), help=say("quota_help")
        )
    bench.share("take_up_share", rule.take_up_share)
    st.caption(say("filling_order"))


def _amounts(bench: Bench) -> None:
    rule, say = bench.rule, bench.say
    if not isinstance(rule.amounts, tuple):
        _money(bench, say(f"amount_{rule.unit}"), rule.amounts or 0, int, "")
        return
    for kind, amount in rule.amounts:
        _money(bench, say(f"amount_{kind}"), amount, _only(kind), f".{kind}")
    st.caption(say("max_persons"))


def _money(bench: Bench, label: str, amount: int, read: Callable[[Any], Any], part: str) -> None:
    bench.number("amounts", amount, label, read, part)


def _only(kind: str) -> Callable[[Any], Mapping[str, int]]:
    """A table of amounts that names one component; the others stay."""
    return lambda amount: {kind: int(amount or 0)}


def _budget(bench: Bench) -> None:
    limit = bench.rule.budget_limit
    empty, text = bench.say("no_limit"), bench.say("budget_help")
    bench.number("budget_limit", limit, bench.say("budget"), _or_none, empty=empty, help=text)
    if limit is not None:
        st.caption(bench.say("budget_words", amount=bench.viewer.voice.rupiah(limit)))


def _component(bench: Bench) -> None:
    st.toggle(
        bench.say("needs_component"),
        help=bench.say("needs_component_help"),
        **bench.bound("needs_component", bench.rule.needs_component),
    )


def _or_none(value: float | None) -> int | str:
    return "none" if value is None else int(value)


SECTIONS: tuple[tuple[str, tuple[str, ...], Callable[[Bench], None]], ...] = (
    ("part_above", ("crossing_mode", "crossing_keep_share"), _above),
    ("part_cap", ("cap_exempt", "cap_clock", "cap_mode", "cap_keep_share"), _cap),
    ("part_entry", ("quota", "take_up_share"), _entry),
    ("part_amounts", ("amounts",), _amounts),
    ("part_budget", ("budget_limit",), _budget),
    ("part_areas", ("max_decile_by_province", "max_decile_by_kabupaten"), areas.draw),
)
