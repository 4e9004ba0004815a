"""The targeting error of a scenario in words: the share, its interval, and whether it is within 10 % and 5 %."""

from __future__ import annotations

import numpy as np
import streamlit as st

from pages.cached import simulation
from pages.shared import tiles
from pages.shared.names import programme_name
from pages.shared.session import Viewer
from pages.shared.voice import UNDEFINED
from simulator.error import Errors, Figure, changes, figures
from simulator.policy.enacted import draws_another_line
from simulator.policy.files import Policy
from targeting.verdict.verdict import verdicts
from terms import TARGETS, Quarter

CAUSES = ("by_design", "by_data", "by_delivery")


def of(viewer: Viewer, quarter: Quarter, policy: Policy, programme: str) -> Errors | None:
    """The nation's errors of a programme; None where there is no estimate of it, or the viewer may not see it."""
    if not viewer.sees_above:
        return None
    found = simulation.error_shares(viewer.scope, quarter, policy, programme, viewer.sees_exact)
    return figures(found) if found else None


def by_own_rule(viewer: Viewer, quarter: Quarter, policy: Policy, programme: str) -> str:
    """Both errors were those entitled whom the scenario's own rule means, in one sentence; empty where that is as
    enacted or the viewer may not see it; where it cannot be estimated the sentence says so."""
    if not viewer.sees_above or not draws_another_line(policy, quarter, programme):
        return ""
    found = simulation.own_error_shares(viewer.scope, quarter, policy, programme, viewer.sees_exact)
    return _both(viewer, "simulasi.own_rule", figures(found)) if found else viewer.say("simulasi.own_rule_unknown")


def lines(viewer: Viewer, quarter: Quarter, policy: Policy) -> list[str]:
    """For memo and files: of each programme whose cut-off is not the enacted one, the nation's errors by both rules."""
    told = []
    for programme in (one.code for one in policy.programmes()):
        own, enacted = by_own_rule(viewer, quarter, policy, programme), of(viewer, quarter, policy, programme)
        if own and enacted is not None:
            named = programme_name(programme, viewer.voice)
            told.append(f"{named}: {_both(viewer, 'simulasi.enacted_rule', enacted)} {own}")
    return told


def _both(viewer: Viewer, key: str, found: Errors) -> str:
    shares = {name: getattr(found, name) for name in ("inclusion", "exclusion")}
    told = {name: viewer.voice.persen(figure.value) for name, figure in shares.items()}
    return viewer.say(key, **told, **{f"{name}_span": interval(viewer, figure) for name, figure in shares.items()})


def changes_of(viewer: Viewer, quarter: Quarter, policy: Policy, baseline: Policy, programme: str) -> Errors | None:
    """How the errors differ from another policy's, on the same draws; None as in ``of``."""
    if not viewer.sees_above:
        return None
    exact = viewer.sees_exact
    after, before = (
        simulation.error_shares(viewer.scope, quarter, one, programme, exact) for one in (policy, baseline)
    )
    return changes(after, before) if after and before else None


def tile(viewer: Viewer, name: str, before: Figure, after: Figure) -> None:
    """One error: the share after, its change in points from the reference, its interval and its verdicts."""
    voice = viewer.voice
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(
            viewer.say(f"simulasi.{name}"),
            voice.persen(after.value),
            delta=voice.poin(after.value - before.value),
            delta_color="off",
            delta_arrow=tiles.arrow_of_points(after.value - before.value),
            delta_description=viewer.say("umum.from_before", value=voice.persen(before.value)),
            help=viewer.say(f"simulasi.{name}_help"),
        )
        st.caption("  \n".join([interval(viewer, after), verdict_line(viewer, after)]))


def split(viewer: Viewer, quarter: Quarter, programme: str, after: Errors) -> str:
    """Where exclusion comes from, the coverage of the entitled, and what the estimate rests on and leaves out."""
    known = simulation.entitlements(quarter)
    said = {name: viewer.voice.persen(getattr(after, name).value) for name in CAUSES}
    covered = viewer.voice.persen(after.coverage_of_entitled.value)
    span = interval(viewer, after.coverage_of_entitled)
    told = viewer.say("simulasi.error_split", coverage=covered, span=span, **said)
    outside = known.outside_share.get(programme)
    rests = viewer.say(
        "simulasi.error_rests",
        round=viewer.voice.triwulan(known.round) if known.round else UNDEFINED,
        visits=viewer.voice.bulat(known.visits),
        outside=viewer.voice.persen(outside),
        whole=viewer.voice.persen(with_outside(after.exclusion.value, outside)),
    )
    return f"{told}  \n{rests}"


def with_outside(exclusion: float, outside: float | None) -> float:
    """e + o(1 − e): the exclusion error when the share o of the entitled, outside the register, counts as left out."""
    return float("nan") if outside is None else exclusion + outside * (1 - exclusion)


def interval(viewer: Viewer, figure: Figure) -> str:
    """`95 %: 11,0–13,6 %`; without draws that there is none."""
    if np.isnan(figure.low):
        return viewer.say("simulasi.no_interval")
    return viewer.say("simulasi.interval", between=viewer.voice.selang(figure.low, figure.high))


def verdict_line(viewer: Viewer, figure: Figure) -> str:
    """`< 10 %, < 5 %: tidak tercapai`, a verdict once; it is the whole interval that must lie below."""
    limits: dict[str, list[str]] = {}
    for target in TARGETS:
        (verdict,) = verdicts(np.array([figure.low]), np.array([figure.high]), target, np.array([True]))
        limits.setdefault(str(verdict), []).append(f"< {viewer.voice.persen(target, 0)}")
    found = [(", ".join(same), viewer.say(f"simulasi.verdict_{verdict}")) for verdict, same in limits.items()]
    return " · ".join(viewer.say("simulasi.verdict", limit=limit, verdict=said) for limit, said in found)
