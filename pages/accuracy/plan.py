"""The view of planning: how many families to visit before an error can be shown to be under a target, and where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from geo import regions
from pages.accuracy.choice import ErrorChoice
from pages.accuracy.words import verdict_word
from pages.cached import accuracy, register
from pages.cached.accuracy import INCLUSION
from pages.documents import exports
from pages.shared import controls, tables
from pages.shared.controls import Choice
from pages.shared.kept import kept
from pages.shared.session import Viewer
from targeting.verdict.allocation import neyman, proportional, to_the_undecided
from targeting.verdict.plan import Question, deciding, largest_provable, sample_size
from terms import TARGETS, InputError

#: Offered values, as they stand in the address: per cent, except the design effect.
TRUE = ("0", "0.5", "1", "2", "3", "4")
OFFERED_TARGETS = tuple(f"{100 * target:g}" for target in sorted(TARGETS))
POWERS = ("80", "90")
EFFECTS = ("1", "1.5", "2", "2.5")
SAMPLES = ("50000", "100000", "200000", "260000", "500000", "1000000")
TAIL = 0.025


@dataclass(frozen=True)
class Supposed:
    """What is supposed: the true error, the design effect, the question, and a sample of the nation to divide."""

    true: float
    effect: float
    question: Question
    sample: int


def show(viewer: Viewer, chosen: ErrorChoice) -> None:
    """The whole view."""
    st.caption(viewer.say("ketepatan.plan_lead"))
    asked = _choose(viewer)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        _needed(viewer, asked)
    with right, st.container(border=True, height="stretch"):
        _provable(viewer, chosen, asked)
    with st.container(border=True):
        _areas(viewer, chosen, asked)


def _choose(viewer: Viewer) -> Supposed:
    voice = viewer.voice

    def percent(code: str) -> str:
        return voice.persen(float(code) / 100, 1 if "." in code else 0)

    offered = {
        "dugaan": ("true", TRUE, percent, "2"),
        "batas": ("target", OFFERED_TARGETS, percent, "5"),
        "kuasa": ("power", POWERS, percent, "80"),
        "deff": ("effect", EFFECTS, lambda code: voice.desimal(float(code), 1), "1.5"),
        "sampel": ("sample", SAMPLES, lambda code: voice.bulat(int(code)), "260000"),
    }
    found = {}
    for column, (name, (label, options, shown, default)) in zip(
        st.columns(5, vertical_alignment="bottom"), offered.items(), strict=True
    ):
        with column:
            words = viewer.say(f"ketepatan.choose_{label}")
            found[name] = float(controls.select(viewer, Choice(name, words, options, shown, default)))
    question = Question(found["batas"] / 100, found["kuasa"] / 100, TAIL)
    return Supposed(found["dugaan"] / 100, found["deff"], question, int(found["sampel"]))


@kept
def _needed(viewer: Viewer, asked: Supposed) -> None:
    say, voice = viewer.say, viewer.voice
    st.subheader(say("ketepatan.needed"))
    plan = sample_size(asked.true, asked.question, asked.effect)
    values = {
        "true": voice.persen(asked.true),
        "target": voice.persen(asked.question.target, 0),
        "power": voice.persen(asked.question.power, 0),
        "n": voice.bulat(plan.n),
        "effective": voice.bulat(plan.n_effective),
        "all": voice.angka(plan.n * len(regions.kabupaten())),
    }
    st.metric(say("ketepatan.families_to_visit"), values["n"])
    st.markdown(say("ketepatan.needed_sentence", **values))


@kept
def _provable(viewer: Viewer, chosen: ErrorChoice, asked: Supposed) -> None:
    """The reverse: what this quarter's sample of all that the viewer sees, and of the middle kabupaten, can show."""
    say, voice = viewer.say, viewer.voice
    st.subheader(say("ketepatan.provable"))
    for level in (register.NATION, register.KABUPATEN):
        rows = accuracy.errors_of(viewer.scope, chosen.subject, level)
        size = float(rows["n_effective"].median())
        largest = largest_provable(size, asked.question) if size == size else np.nan
        kind = "provable_none" if np.isnan(largest) else "provable_some"
        st.markdown(
            say(
                f"ketepatan.{kind}",
                where=say(f"ketepatan.where_{level}", area=controls.scope_name(viewer)),
                n=voice.bulat(size),
                target=voice.persen(asked.question.target, 0),
                largest=voice.persen(largest, 2),
            )
        )
    st.caption(say("ketepatan.provable_note"))


def _areas(viewer: Viewer, chosen: ErrorChoice, asked: Supposed) -> None:
    say, shown = viewer.say, _drawn_areas(viewer, chosen, asked)
    note = exports.note(viewer, chosen.quarter, say("ketepatan.allocation"))
    exports.buttons(viewer, shown, f"alokasi-{chosen.error}-{chosen.programme}-{chosen.quarter}", note)


@kept
def _drawn_areas(viewer: Viewer, chosen: ErrorChoice, asked: Supposed) -> pd.DataFrame:
    """Draws the allocation and returns it."""
    say = viewer.say
    st.subheader(say("ketepatan.allocation"))
    st.caption(say("ketepatan.allocation_note", n=viewer.voice.bulat(asked.sample)))
    shown = _allocation(viewer, chosen, asked)
    tables.show(viewer, shown, say("ketepatan.allocation"))
    return shown


def _allocation(viewer: Viewer, chosen: ErrorChoice, asked: Supposed) -> pd.DataFrame:
    """Every kabupaten: its sample now, the error expected there, the families that would decide, and three shares."""
    say = viewer.say
    areas = accuracy.small_areas(viewer.scope, chosen.subject).areas
    census = accuracy.compliance(viewer.scope, chosen.quarter, chosen.programme, register.KABUPATEN)
    column = "recipients" if chosen.error == INCLUSION else "eligible"
    sizes = census.set_index("code")[column].reindex(areas["code"]).fillna(0).to_numpy(dtype=float)
    needed = np.array([_decides(error, asked) for error in areas["estimate"]])
    columns = {
        say("umum.code"): areas["code"],
        say("umum.area"): [regions.name(code) for code in areas["code"]],
        say(f"ketepatan.col_{column}"): sizes.astype(np.int64),
        say("ketepatan.col_now"): areas["n"],
        say("ketepatan.col_model"): (areas["estimate"] * 100).round(1),
        say("ketepatan.col_verdict"): [verdict_word(viewer, one) for one in areas["verdict"]],
        say("ketepatan.col_needed"): needed,
        say("ketepatan.col_proportional"): proportional(asked.sample, sizes),
        say("ketepatan.col_neyman"): neyman(asked.sample, sizes, areas["estimate"].to_numpy()),
        say("ketepatan.col_undecided"): to_the_undecided(asked.sample, areas["verdict"].to_numpy(), needed),
    }
    return pd.DataFrame(columns)


def _decides(error: float, asked: Supposed) -> float:
    """Families that would decide at the expected error; NaN when it lies too near the target."""
    try:
        return float(deciding(error, asked.question, asked.effect).n)
    except InputError:
        return np.nan
