"""Are we under 5 %? In one sentence, then both errors of the three programmes against both targets."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from data.figures.region.first_page import ErrorCourse
from data.figures.region.values import AreaError
from pages.cached import accuracy, region, register
from pages.overview.choice import BLOCK, BOXES, Place, behind
from pages.paper.tables import error_name
from pages.paper.wording import programme
from pages.shared import charts
from pages.shared.interval_chart import OF_ERROR, IntervalLine, strips
from pages.shared.kept import kept
from pages.shared.session import Viewer
from targeting.verdict.verdict import Verdict
from terms import QUARTERS_A_YEAR, TARGETS, Quarter

WIDE, NARROW = TARGETS
#: Changes that are named.
MOST = 3
#: Pixels.
HEIGHT = 225


@kept
def lead(viewer: Viewer, place: Place, today: date) -> None:
    """The answer in one sentence, how old what it rests on is, and the way to the other answers."""
    st.markdown(f"##### {sentence(viewer, courses(viewer, place))}")
    st.caption(_age(viewer, place.quarter, today))
    # The other answers, which a phone shows only further down; wider screens hide this line.
    with st.container(key="jalan"):
        st.markdown(" · ".join(f"[{viewer.say(name)}](#{BLOCK}{box})" for box, name in BOXES.items()))


def courses(viewer: Viewer, place: Place) -> tuple[ErrorCourse, ...]:
    """The six errors of the area; none where the quarter has no usable spot check."""
    return region.first_page(viewer.scope, place.area, place.quarter).errors


def sentence(viewer: Viewer, told: Sequence[ErrorCourse]) -> str:
    """Whether the errors are under the narrower target, which is nearest, and how they stand to the wider one."""
    if not told:
        return viewer.say("ringkasan.answer_unknown")
    parts = [_counted(viewer, "answer", told, NARROW)]
    known = [one.now for one in told if one.now.estimate is not None]
    if known and any(one.verdicts[NARROW] != Verdict.met for one in told):
        parts.append(_nearest(viewer, min(known, key=lambda one: one.estimate or 0)))
    return " ".join([*parts, _counted(viewer, "wide", told, WIDE)])


def _counted(viewer: Viewer, kind: str, told: Sequence[ErrorCourse], target: float) -> str:
    found = Counter(one.verdicts[target] for one in told)
    met, missed, n = found[Verdict.met], found[Verdict.missed], len(told)
    which = "all_met" if met == n else "all_missed" if missed == n else "some"
    return viewer.say(f"ringkasan.{kind}_{which}", n=n, met=met, missed=missed, open=n - met - missed)


def _nearest(viewer: Viewer, one: AreaError) -> str:
    named = {
        "error": viewer.say(f"ketepatan.error_short_{one.error}"),
        "programme": programme(viewer.voice, one.programme),
    }
    return viewer.say("ringkasan.answer_nearest", value=viewer.voice.persen(one.estimate), **named)


def _age(viewer: Viewer, quarter: Quarter, today: date) -> str:
    say, voice, day = viewer.say, viewer.voice, register.quarter_facts(quarter).as_of
    days = max((today - day).days, 0)
    lag = say(f"pemutakhiran.lag_{'none' if days == 0 else 'one' if days == 1 else 'many'}", days=voice.bulat(days))
    has_round = accuracy.has_spotcheck(quarter)
    told = voice.triwulan_dalam(quarter) if has_round else say("ringkasan.age_no_round")
    newest = register.quarters(viewer.scope)[-1]
    older = "" if quarter == newest else say("ringkasan.age_older", quarter=voice.triwulan_dalam(newest))
    return say("ringkasan.age", day=voice.tanggal(day), lag=lag, round=told) + older


@kept
def errors(viewer: Viewer, place: Place) -> None:
    """The strips, what they mean, what has moved in a year, and the page behind."""
    say, told = viewer.say, courses(viewer, place)
    st.subheader(say("ringkasan.errors"), help=say("ringkasan.errors_note"))
    if told:
        write = viewer.voice.persen
        tells_apart = len({verdict(viewer, one) for one in told}) > 1
        drawn = strips(
            [_line(viewer, one, tells_apart) for one in told],
            lambda share: write(share, 0 if round(share * 100, 6).is_integer() else 1),
            viewer.voice,
            say("ringkasan.floor"),
            HEIGHT,
        )
        spoken = "; ".join(_spoken(viewer, one) for one in told)
        charts.show(drawn, "errors", spoken, title=viewer.say("ketepatan.intervals"))
        has_floor = any(one.floor is not None for one in told)
        st.caption(say("ringkasan.errors_key") + (say("ringkasan.errors_floor") if has_floor else ""))
        if since := moved(viewer, told, place.quarter, QUARTERS_A_YEAR):
            st.markdown(since)
    query = behind(viewer, place)
    st.page_link("ketepatan.py", label=say("menu.ketepatan"), icon="➡️", query_params=query)


def _line(viewer: Viewer, one: ErrorCourse, with_verdict: bool) -> IntervalLine:
    """The verdict stands beside it where not all have the same, which the first sentence tells."""
    now = one.now
    value, low, high, floor = (
        math.nan if number is None else number for number in (now.estimate, now.low, now.high, one.floor)
    )
    name = error_name(now, viewer.voice)
    if with_verdict:
        name += f"<br><span style='font-size:11px'>{verdict(viewer, one)}</span>"
    shown = viewer.voice.selang(now.low, now.high)
    small = f"<span style='font-size:11px'>&nbsp;{shown}</span>"
    beside = small if now.estimate is None else f"&nbsp;<b>{viewer.voice.persen(now.estimate)}</b><br>{small}"
    return IntervalLine(name, value, low, high, floor, OF_ERROR[now.error], beside)


def verdict(viewer: Viewer, one: ErrorCourse) -> str:
    """The verdict, once where it is the same against both targets."""
    wide, narrow = (viewer.say(f"ketepatan.verdict_{one.verdicts[target]}") for target in TARGETS)
    return narrow if wide == narrow else viewer.say("ringkasan.each_target", wide=wide, narrow=narrow)


def _spoken(viewer: Viewer, one: ErrorCourse) -> str:
    value = viewer.voice.persen(one.now.estimate)
    shown = viewer.voice.selang(one.now.low, one.now.high)
    return f"{error_name(one.now, viewer.voice)}: {value} ({shown}), {verdict(viewer, one)}"


def moved(viewer: Viewer, told: Sequence[ErrorCourse], quarter: Quarter, ago: int) -> str:
    """Which errors have clearly moved since one quarter or four before: where the intervals are apart. Nothing where no
    error is known of then."""
    pairs = [(one.now, one.before if ago == 1 else one.year_ago) for one in told]
    known = [(now, before) for now, before in pairs if before is not None and before.estimate is not None]
    if not known:
        return ""
    since = viewer.say("ringkasan.since", quarter=viewer.voice.triwulan_dalam(quarter.shift(-ago)))
    clear = [pair for pair in known if _is_apart(*pair)]
    if not clear:
        return viewer.say("ringkasan.moved_none", since=since) + "."
    clear.sort(key=lambda pair: -abs((pair[0].estimate or 0) - (pair[1].estimate or 0)))
    changes = ", ".join(_point(viewer, *pair) for pair in clear[:MOST])
    rest = _others(viewer, clear[MOST:]) + (viewer.say("ringkasan.moved_rest") if len(clear) < len(known) else "")
    return viewer.say("ringkasan.moved_some", since=since, changes=changes) + f"{rest}."


def _others(viewer: Viewer, pairs: Sequence[tuple[AreaError, AreaError | None]]) -> str:
    """How many more have moved, and whither where all went the same way."""
    if not pairs:
        return ""
    rose = {(now.estimate or 0) > (before.estimate or 0) for now, before in pairs if before is not None}
    which = "mixed" if len(rose) > 1 else "up" if True in rose else "down"
    return viewer.say(f"ringkasan.moved_more_{which}", n=len(pairs))


def _is_apart(now: AreaError, before: AreaError) -> bool:
    bounds = (now.low, now.high, before.low, before.high)
    if None in bounds or now.estimate is None:
        return False
    low, high, low_before, high_before = (bound for bound in bounds if bound is not None)
    return high < low_before or high_before < low


def _point(viewer: Viewer, now: AreaError, before: AreaError) -> str:
    assert now.estimate is not None and before.estimate is not None, "both are known where intervals are apart"
    return viewer.say(
        "ringkasan.moved_one",
        error=viewer.say(f"ketepatan.error_short_{now.error}"),
        programme=programme(viewer.voice, now.programme),
        points=f"**{viewer.voice.poin(now.estimate - before.estimate)}**",
    )
