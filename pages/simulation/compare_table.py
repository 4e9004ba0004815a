"""The figures of compared scenarios: one table, and one chart per outcome, each against the baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np
import pandas as pd
import streamlit as st

from data.figures import outcome_tables
from pages.cached import simulation
from pages.shared import charts, refusals, tables
from pages.shared.kept import kept
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED, Voice
from pages.simulation import errors
from pages.simulation.asked import ScenarioAsked
from pages.simulation.charts import scenario_bars
from pages.simulation.detail_words import compared
from simulator.error import Figure
from simulator.policy.files import Policy
from terms import InputError, Quarter


class NamedPolicy(Protocol):
    """A scenario and what it is called."""

    @property
    def name(self) -> str: ...
    @property
    def policy(self) -> Policy: ...


Write = Callable[[Voice, float], str]


@dataclass(frozen=True)
class ComparedLine:
    """One line of the table: its word, how its value and its difference are written."""

    word: str
    write: Write
    differ: Write


def _money(voice: Voice, difference: float) -> str:
    return voice.selisih(difference, money=True)


OUTCOMES = (
    ComparedLine("all_rupiah", Voice.rupiah, _money),
    ComparedLine("any_aid", Voice.angka, Voice.selisih),
    ComparedLine("recipients", Voice.angka, Voice.selisih),
    ComparedLine("newly_out", Voice.angka, Voice.selisih),
    ComparedLine("newly_in", Voice.angka, Voice.selisih),
    ComparedLine("rupiah", Voice.rupiah, _money),
    ComparedLine("coverage", Voice.persen, Voice.poin),
    ComparedLine("inclusion", Voice.persen, Voice.poin),
    ComparedLine("exclusion", Voice.persen, Voice.poin),
)
CHARTED = ("all_rupiah", "any_aid", "recipients", "coverage", "inclusion", "exclusion")


@kept
def show(viewer: Viewer, asked: ScenarioAsked, sides: tuple[NamedPolicy, ...], baseline: NamedPolicy) -> None:
    """The table of all sides against the baseline, then a chart for each outcome that is known."""
    quarter, programme = asked.quarter, asked.programme
    every = [side.policy for side in (*sides, baseline)]
    found = {f"{at}": values(viewer, quarter, one, programme, every) for at, one in enumerate(every)}
    against = found[str(len(sides))]
    named = programme_name(programme, viewer.voice)
    with st.container(border=True):
        st.subheader(viewer.say("banding.title", programme=named, baseline=baseline.name))
        st.caption(viewer.say("banding.note"))
        if _any_cap(quarter, sides):
            st.caption(viewer.say("simulasi.cap_announced"))
        table = pd.DataFrame({viewer.say("simulasi.figure"): [_row_name(viewer, one, named) for one in OUTCOMES]})
        for at, side in enumerate(sides):
            spans = _spans(viewer, quarter, side.policy, baseline.policy, programme)
            table[_unlike(table, side.name)] = [
                _cell(viewer, one, found[str(at)][one.word], against[one.word], spans.get(one.word)) for one in OUTCOMES
            ]
        tables.texts(table, viewer.say("banding.alt"))
    known = [one for one in OUTCOMES if one.word in CHARTED and not np.isnan(against[one.word])]
    for start in range(0, len(known), 2):
        for column, one in zip(st.columns(2, gap="medium"), known[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                bars = [found[str(at)][one.word] for at in range(len(sides))]
                named_sides, measure = [side.name for side in sides], _row_name(viewer, one, named)
                write = partial(one.write, viewer.voice)
                title = compared(viewer, measure, dict(zip(named_sides, bars, strict=True)), write)
                line = viewer.say("banding.bars_note", baseline=baseline.name, value=write(against[one.word]))
                note = f"{viewer.voice.triwulan(quarter)}. {line}"
                st.markdown(f"**{title}**")
                st.caption(note)
                figure = scenario_bars(viewer, named_sides, bars, against[one.word], one.write)
                charts.show(figure, f"banding-{one.word}", viewer.say("banding.alt"), title=title, note=note)


def values(
    viewer: Viewer, quarter: Quarter, policy: Policy, programme: str, beside: Sequence[Policy] = ()
) -> dict[str, float]:
    """Every outcome of a policy; undefined where it has none, such as a programme that it does not know."""
    report = simulation.report(viewer.scope, quarter, policy, sees_exact=viewer.sees_exact, beside=beside)
    nation = outcome_tables.by_programme(report)
    found = dict.fromkeys((one.word for one in OUTCOMES), np.nan)
    found["all_rupiah"] = outcome_tables.total_rupiah(nation, "rupiah_per_year")
    found["any_aid"] = _number(report.any_aid("nation").iloc[0]["families_after"])
    if programme in nation.index:
        row = nation.loc[programme]
        names = {"recipients": "recipients_after", "coverage": "coverage_share", "rupiah": "rupiah_per_year"}
        names |= {"newly_out": "newly_out", "newly_in": "newly_in"}
        found |= {word: _number(row[name]) for word, name in names.items()}
    known = errors.of(viewer, quarter, policy, programme)
    if known is not None:
        found |= {"inclusion": known.inclusion.value, "exclusion": known.exclusion.value}
    return found


def _spans(viewer: Viewer, quarter: Quarter, policy: Policy, baseline: Policy, programme: str) -> dict[str, Figure]:
    """The differences of both errors with the interval of the difference."""
    found = errors.changes_of(viewer, quarter, policy, baseline, programme)
    return {} if found is None else {"inclusion": found.inclusion, "exclusion": found.exclusion}


def _cell(viewer: Viewer, one: ComparedLine, value: float, against: float, span: Figure | None) -> str:
    """`9,6 juta (−389,0 ribu)`; an error's difference with its interval."""
    voice = viewer.voice
    if np.isnan(value):
        return UNDEFINED
    text, difference = one.write(voice, value), one.differ(voice, value - against)
    if np.isnan(against) or difference.lstrip("+") == one.differ(voice, 0.0):
        return text
    if span is not None and not np.isnan(span.low):
        low, high = (voice.poin(bound) for bound in (span.low, span.high))
        difference = viewer.say("banding.span", difference=difference, low=low, high=high)
    return f"{text} ({difference})"


def _row_name(viewer: Viewer, one: ComparedLine, programme: str) -> str:
    return viewer.say(f"banding.row_{one.word}", programme=programme)


def _unlike(table: pd.DataFrame, name: str) -> str:
    """The name as a heading that no other column has yet."""
    return (
        name if name not in table.columns else f"{name} ({sum(str(one).startswith(name) for one in table.columns) + 1})"
    )


def _any_cap(quarter: Quarter, sides: Sequence[NamedPolicy]) -> bool:
    rules = [rule for side in sides for rule in side.policy.rules(quarter).values()]
    return any(rule.max_quarters is not None for rule in rules)


def _number(value: Any) -> float:
    return float("nan") if pd.isna(value) else float(value)


@kept
def fault_of(viewer: Viewer, asked: ScenarioAsked, policy: Policy) -> str:
    """Why a policy cannot be computed; empty when it can."""
    try:
        simulation.report(viewer.scope, asked.quarter, policy, sees_exact=viewer.sees_exact)
    except InputError as fault:
        return refusals.told(viewer.voice, fault)
    return ""
