"""The figures beside the picture: recipients, rupiah, whom the cap ends, and the errors of the scenario."""

from __future__ import annotations

import streamlit as st

from data.figures.projection import AreaCourse
from pages.cached import projection, simulation
from pages.projection import words
from pages.projection.choice import ProjectionChoice
from pages.shared import tiles
from pages.shared.kept import kept
from pages.shared.session import Viewer
from simulator.error import Figure, figures
from simulator.policy.files import Policy
from terms import NATION, QUARTERS_A_YEAR


@kept
def show(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """Six tiles; the errors are the nation's, and stand only where the nation is chosen and a spot check tells them."""
    courses = projection.courses(viewer.scope, chosen.compared, chosen.programme)
    ours, theirs = courses
    last = words.short(viewer, ours.quarters[-1])
    st.caption(viewer.say("simulasi.read_against", reference=chosen.reference))
    with st.grid(3, min_column_width=215):
        _against(viewer, chosen, viewer.say("proyeksi.tile_recipients", last=last), ours, theirs, "recipients")
        _against(viewer, chosen, viewer.say("proyeksi.tile_rupiah", last=last), ours, theirs, "rupiah")
        for name in ("dropped_cap", "dropped_poorest", "to_empowerment", "to_rehabilitation"):
            label = viewer.say(f"proyeksi.tile_{name}", last=last)
            st.metric(label, words.told(viewer, ours.total(name)), border=True, height="stretch")
    if chosen.area == NATION:
        _errors(viewer, chosen)
    _errors_then(viewer, chosen, courses)


def _against(
    viewer: Viewer, chosen: ProjectionChoice, label: str, ours: AreaCourse, theirs: AreaCourse, name: str
) -> None:
    after, before = ours.last(name), theirs.last(name)
    is_money = name == "rupiah"
    times = QUARTERS_A_YEAR if is_money else 1
    if after is None or before is None:
        st.metric(label, words.told(viewer, after), border=True, height="stretch")
        return
    tiles.before_after(viewer, label, before * times, after * times, money=is_money)


def _errors(viewer: Viewer, chosen: ProjectionChoice) -> None:
    """Both errors in the register's own quarter, under the scenario and under its reference."""
    found = [_of(viewer, chosen, one.policy) for one in chosen.compared.asked]
    if any(one is None for one in found):
        st.caption(viewer.say("simulasi.no_probability", programme=words.programme(viewer, chosen)))
        return
    ours, theirs = (one for one in found if one is not None)
    said = {name: _share(viewer, pair) for name, pair in (("inclusion", ours[0]), ("exclusion", ours[1]))}
    held = {f"held_{name}": viewer.voice.persen(one.value) for name, one in zip(said, theirs, strict=True)}
    now = words.short(viewer, str(chosen.asked.quarter))
    st.caption(viewer.say("proyeksi.errors_now", quarter=now, reference=chosen.reference, **said, **held))


def _errors_then(viewer: Viewer, chosen: ProjectionChoice, courses: tuple[AreaCourse, ...]) -> None:
    """Both errors in the last quarter; nothing where they are not measured."""
    shares = {
        f"{side}{name}": course.last(f"{name}_error")
        for side, course in zip(("", "held_"), courses, strict=True)
        for name in ("inclusion", "exclusion")
    }
    if any(share is None for share in shares.values()):
        return
    said = {name: viewer.voice.persen(share) for name, share in shares.items()}
    last = words.short(viewer, courses[0].quarters[-1])
    st.caption(viewer.say("proyeksi.errors_then", quarter=last, reference=chosen.reference, **said))


def _of(viewer: Viewer, chosen: ProjectionChoice, policy: Policy) -> tuple[Figure, Figure] | None:
    if not viewer.sees_above:
        return None
    shares = simulation.error_shares(viewer.scope, chosen.asked.quarter, policy, chosen.programme, viewer.sees_exact)
    if not shares:
        return None
    found = figures(shares)
    return found.inclusion, found.exclusion


def _share(viewer: Viewer, figure: Figure) -> str:
    between = viewer.voice.selang(figure.low, figure.high)
    return viewer.say("proyeksi.share_between", share=viewer.voice.persen(figure.value), between=between)
