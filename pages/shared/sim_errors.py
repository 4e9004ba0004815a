"""The targeting error of a scenario in words: the share, its interval, and whether it is within 10 % and 5 %."""

from __future__ import annotations

import numpy as np
import streamlit as st

from pages.shared import cached_simulation, numbers
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


def tiles(viewer: Viewer, before: Errors, after: Errors) -> None:
    """Both errors after, with interval and verdicts, against those of the aid as it is paid."""
    left, right = st.columns(2)
    with left:
        tile(viewer, "inclusion", before.inclusion, after.inclusion)
    with right:
        tile(viewer, "exclusion", before.exclusion, after.exclusion)
    said = {name: numbers.persen(getattr(after, name).value, viewer.language) for name in CAUSES}
    covered = interval(viewer, after.coverage_of_entitled)
    st.caption(viewer.say("simulasi.error_split", coverage=covered, **said))


def tile(viewer: Viewer, name: str, before: Figure, after: Figure) -> None:
    """One error: the share after, its change in points, its interval and a verdict for each target."""
    language = viewer.language
    with st.container(border=True, height="stretch"):
        st.metric(
            viewer.say(f"simulasi.{name}"),
            numbers.persen(after.value, language),
            delta=numbers.poin(after.value - before.value, language),
            delta_color="off",
            delta_description=viewer.say("umum.from_before", value=numbers.persen(before.value, language)),
            help=viewer.say(f"simulasi.{name}_help"),
        )
        st.caption("  \n".join([interval(viewer, after), *verdict_lines(viewer, after)]))


def interval(viewer: Viewer, figure: Figure) -> str:
    """`12,3 % (95 %: 11,0–13,6 %)`; without draws the share alone."""
    low, high = (numbers.persen(bound, viewer.language) for bound in (figure.low, figure.high))
    value = numbers.persen(figure.value, viewer.language)
    return value if np.isnan(figure.low) else viewer.say("simulasi.interval", value=value, low=low, high=high)


def verdict_lines(viewer: Viewer, figure: Figure) -> list[str]:
    """`≤ 10 %: tercapai`, one line a target; it is the whole interval that must lie below."""
    found = []
    for target in TARGETS:
        (verdict,) = verdicts(np.array([figure.low]), np.array([figure.high]), target, np.array([True]))
        limit = numbers.persen(target, viewer.language, 0)
        found.append(viewer.say("simulasi.verdict", limit=limit, verdict=viewer.say(f"simulasi.verdict_{verdict}")))
    return found
