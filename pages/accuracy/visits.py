"""The view of the visits themselves: answers, families that the register does not know, and blind second visits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from data.store.scope import Scope
from pages.accuracy import choice
from pages.accuracy.choice import ErrorChoice
from pages.cached import accuracy, register
from pages.cached.accuracy import ERRORS, EXCLUSION, INCLUSION
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import TARGETS

OUTCOMES = ("interviewed", "refused", "not_found", "moved", "deceased")


@dataclass(frozen=True)
class Seen:
    """An error as estimated: its value with the interval."""

    value: float
    low: float
    high: float


@kept
def show(viewer: Viewer, chosen: ErrorChoice) -> None:
    """The whole view."""
    scope = choice.scope_of(viewer, chosen.area)
    _response(viewer, chosen, scope)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        _unlinked(viewer, chosen, scope)
    with right, st.container(border=True, height="stretch"):
        _rechecks(viewer, chosen, scope)


def _response(viewer: Viewer, chosen: ErrorChoice, scope: Scope) -> None:
    say, voice = viewer.say, viewer.voice
    found = accuracy.response(scope, chosen.quarter)
    if found.units == 0:
        st.info(say("ketepatan.no_visits"))
        return
    with st.grid(4, min_column_width=160):
        st.metric(say("ketepatan.visits"), voice.bulat(found.counts["visits"]), border=True, height="stretch")
        st.metric(say("ketepatan.units"), voice.bulat(found.units), border=True, height="stretch")
        share = voice.persen(found.response_share)
        st.metric(say("ketepatan.response"), share, border=True, height="stretch", help=say("ketepatan.response_help"))
        share = voice.persen(found.link_share)
        st.metric(say("ketepatan.link"), share, border=True, height="stretch", help=say("ketepatan.link_help"))
    parts = [f"{say(f'ketepatan.outcome_{name}')} {voice.bulat(found.counts[name])}" for name in OUTCOMES]
    st.caption(" · ".join(parts))


def _unlinked(viewer: Viewer, chosen: ErrorChoice, scope: Scope) -> None:
    """Exclusion with families outside the register as not receiving, and without them; and the effect of silence."""
    say, voice = viewer.say, viewer.voice
    st.subheader(say("ketepatan.bounds"))
    subject = chosen.about(EXCLUSION)
    rows = {
        "bound_outside": _seen(scope, subject, "all"),
        "bound_missing": _seen(scope, subject, "linked"),
    }
    lines = [say(f"ketepatan.{name}", value=_written(viewer, seen)) for name, seen in rows.items()]
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.caption(say("ketepatan.bounds_note"))
    _identity(viewer, chosen, scope)
    silence = say("ketepatan.silence")
    st.markdown(f"**{silence}**")
    for error in ERRORS:
        seen = _seen(scope, chosen.about(error), "all")
        if np.isnan(seen.value):
            st.markdown(_without_point(viewer, error, seen))
            continue
        adjusted = accuracy.response_adjusted(scope, chosen.about(error))
        st.markdown(
            say(
                "ketepatan.silence_line",
                error=say(f"ketepatan.error_{error}"),
                given=voice.persen(seen.value, 2),
                adjusted=voice.persen(adjusted, 2),
            )
        )
    st.caption(say("ketepatan.silence_note"))


def _identity(viewer: Viewer, chosen: ErrorChoice, scope: Scope) -> None:
    """Exclusion from the inclusion error and the numbers of recipients and entitled, beside the direct estimate."""
    found = accuracy.floor(scope, chosen.quarter, chosen.programme)
    if found is None or found.weak or np.isnan(found.by_identity):
        return
    values = {
        "value": viewer.voice.persen(found.by_identity),
        "gap": viewer.voice.poin(found.by_identity - found.exclusion.value),
    }
    line = viewer.say("ketepatan.identity", **values)
    st.markdown(f"- {line}")
    st.caption(viewer.say("ketepatan.identity_note"))


def _rechecks(viewer: Viewer, chosen: ErrorChoice, scope: Scope) -> None:
    say, voice = viewer.say, viewer.voice
    st.subheader(say("ketepatan.rechecks"))
    agreement = accuracy.rechecked(chosen.subject)
    recheck = accuracy.recheck_of(agreement)
    if recheck is None:
        _supposed(viewer, _seen(scope, chosen.about(INCLUSION), "all"))
        return
    verdicts = [say("ketepatan.not_entitled"), say("ketepatan.entitled")]
    counts = [[voice.bulat(int(number)) for number in row] for row in agreement]
    second = [say("ketepatan.second", verdict=verdict) for verdict in verdicts]
    shown = pd.DataFrame(counts, columns=second)
    shown.insert(0, say("ketepatan.first"), verdicts)
    st.table(shown, hide_index=True, border="horizontal", alt=say("ketepatan.rechecks"))
    st.markdown(
        say(
            "ketepatan.recheck_line",
            n=voice.bulat(int(agreement.sum())),
            kappa=voice.desimal(accuracy.kappa(agreement), 2),
            sensitivity=voice.persen(recheck.sensitivity),
            specificity=voice.persen(recheck.specificity),
        )
    )
    for error in ERRORS:
        _corrected(viewer, chosen, scope, error)
    st.caption(say("ketepatan.recheck_note"))


def _corrected(viewer: Viewer, chosen: ErrorChoice, scope: Scope, error: str) -> None:
    say = viewer.say
    seen = _seen(scope, chosen.about(error), "all")
    if np.isnan(seen.value):
        st.markdown(_without_point(viewer, error, seen))
        return
    found = accuracy.corrected(scope, chosen.about(error))
    if found is None:
        return
    line = say(
        "ketepatan.corrected_line",
        error=say(f"ketepatan.error_{error}"),
        seen=_written(viewer, seen),
        corrected=_written(viewer, Seen(found.value, found.low, found.high)),
    )
    notes = [] if found.distinguishable else [say("ketepatan.not_distinguishable")]
    notes += [say("ketepatan.truncated")] if found.truncated else []
    st.markdown(" ".join([f"- {line}", *notes]))


def _without_point(viewer: Viewer, error: str, seen: Seen) -> str:
    """An error of which the sample tells no more than an interval."""
    span = viewer.voice.selang(seen.low, seen.high)
    return viewer.say("ketepatan.without_point", error=viewer.say(f"ketepatan.error_{error}"), span=span)


def _supposed(viewer: Viewer, seen: Seen) -> None:
    """Without rechecks nothing is corrected; what other qualities of the visits would mean is shown."""
    say, voice = viewer.say, viewer.voice
    st.markdown(say("ketepatan.no_rechecks"))
    if np.isnan(seen.value):
        return
    rows = [
        (voice.persen(share, 0), voice.persen(value)) for share, value in accuracy.sensitivity_table(seen.value).items()
    ]
    heads = [say("ketepatan.specificity"), say("ketepatan.would_be")]
    st.table(pd.DataFrame(rows, columns=heads), hide_index=True, border="horizontal", alt=say("ketepatan.rechecks"))


def _seen(scope: Scope, subject: accuracy.Subject, domain: str) -> Seen:
    rows = accuracy.errors_of(scope, subject, register.NATION, TARGETS[-1], domain)
    if rows.empty:
        return Seen(np.nan, np.nan, np.nan)
    row = accuracy.without_weak_points(rows).iloc[0]
    return Seen(float(row["estimate"]), float(row["low"]), float(row["high"]))


def _written(viewer: Viewer, seen: Seen) -> str:
    value = viewer.voice.persen(seen.value)
    return f"**{value}** ({viewer.voice.selang(seen.low, seen.high)})"
