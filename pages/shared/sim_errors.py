"""The targeting error of a scenario in words: the share, its interval, and whether it is within 10 % and 5 %."""

from __future__ import annotations

import numpy as np
import streamlit as st

from pages.shared import cached_simulation, numbers, tiles
from pages.shared.session import Viewer
from simulator.error import Errors, Figure, changes, figures
from simulator.policy import Policy
from targeting.verdict import verdicts
from terms import Quarter

TARGETS = (0.10, 0.05)
CAUSES = ("by_design", "by_data", "by_delivery")


def of(quarter: Quarter, policy: Policy, programme: str) -> Errors | None:
    """The nation's errors of a programme; None where this build holds no estimate for it."""
    found = cached_simulation.error_shares(quarter, policy, programme)
    return figures(found) if found else None


def changes_of(quarter: Quarter, policy: Policy, baseline: Policy, programme: str) -> Errors | None:
    """How the errors differ from another policy's, on the same draws; None where there is no estimate."""
    after, before = (cached_simulation.error_shares(quarter, one, programme) for one in (policy, baseline))
    return changes(after, before) if after and before else None


def tile(viewer: Viewer, name: str, before: Figure, after: Figure, reference: str) -> None:
    """One error: the share after, its change in points from the named reference, its interval and its verdicts."""
    language = viewer.language
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(
            viewer.say(f"simulasi.{name}"),
            numbers.persen(after.value, language),
            delta=numbers.poin(after.value - before.value, language),
            delta_color="off",
            delta_arrow=tiles.arrow_of_points(after.value - before.value),
            delta_description=viewer.say("umum.from_before", value=numbers.persen(before.value, language)),
            help=viewer.say(f"simulasi.{name}_help"),
        )
        against = viewer.say("simulasi.against", reference=reference)
        st.caption("  \n".join([against, interval(viewer, after), verdict_line(viewer, after)]))


def split(viewer: Viewer, quarter: Quarter, programme: str, after: Errors) -> str:
    """Where exclusion comes from, the coverage of the entitled, and what the estimate rests on and leaves out."""
    known = cached_simulation.entitlements(quarter)
    said = {name: numbers.persen(getattr(after, name).value, viewer.language) for name in CAUSES}
    covered = numbers.persen(after.coverage_of_entitled.value, viewer.language)
    span = interval(viewer, after.coverage_of_entitled)
    told = viewer.say("simulasi.error_split", coverage=covered, span=span, **said)
    rests = viewer.say(
        "simulasi.error_rests",
        round=numbers.triwulan(known.round, viewer.language) if known.round else numbers.UNDEFINED,
        visits=numbers.bulat(known.visits, viewer.language),
        outside=numbers.persen(known.outside_share.get(programme), viewer.language),
    )
    return f"{told}  \n{rests}"


def interval(viewer: Viewer, figure: Figure) -> str:
    """`95 %: 11,0–13,6 %`; without draws that there is none."""
    if np.isnan(figure.low):
        return viewer.say("simulasi.no_interval")
    low, high = (numbers.persen(bound, viewer.language) for bound in (figure.low, figure.high))
    return viewer.say("simulasi.interval", low=low.split(numbers.NBSP)[0].rstrip("%"), high=high)


def verdict_line(viewer: Viewer, figure: Figure) -> str:
    """`< 10 %, < 5 %: tidak tercapai`, a verdict once; it is the whole interval that must lie below."""
    limits: dict[str, list[str]] = {}
    for target in TARGETS:
        (verdict,) = verdicts(np.array([figure.low]), np.array([figure.high]), target, np.array([True]))
        limits.setdefault(str(verdict), []).append(f"< {numbers.persen(target, viewer.language, 0)}")
    found = [(", ".join(same), viewer.say(f"simulasi.verdict_{verdict}")) for verdict, same in limits.items()]
    return " · ".join(viewer.say("simulasi.verdict", limit=limit, verdict=said) for limit, said in found)
