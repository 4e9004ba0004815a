"""What is asked of a projection besides the policy: how far, how the cap begins, who may come back, prices."""

from __future__ import annotations

from dataclasses import dataclass

from terms import InputError, Quarter

FEWEST, MOST = 4, 40
AT_ONCE, BY_COHORT, NEW_ONLY = "at_once", "by_cohort", "new_only"
PHASES = (AT_ONCE, BY_COHORT, NEW_ONLY)
MOST_COHORTS = 24


@dataclass(frozen=True)
class ProjectionOptions:
    """``quarters`` after the first one; how a cap meets those already on aid (``phase``); when they may return.

    at_once: all who are over the cap when it begins are settled in its first quarter. by_cohort: they are settled in
    ``cohorts`` equal parts, one a quarter. new_only: whoever is on aid when it begins is never capped. ``cap_from``
    puts off every cap of the policy to that quarter. ``reentry_quarters`` after the quarter in which the cap ended
    their aid families may be admitted again; None: not within the projection. ``indexation`` is the share by which
    amounts rise after every four quarters.
    """

    quarters: int = 20
    phase: str = AT_ONCE
    cohorts: int = 8
    cap_from: Quarter | None = None
    reentry_quarters: int | None = None
    indexation: float = 0.0

    def __post_init__(self) -> None:
        _whole("quarters", self.quarters, FEWEST, MOST)
        _whole("cohorts", self.cohorts, 1, MOST_COHORTS)
        if self.reentry_quarters is not None:
            _whole("reentry_quarters", self.reentry_quarters, 1, MOST)
        if self.phase not in PHASES:
            raise InputError(f"phase: must be {', '.join(PHASES[:-1])} or {PHASES[-1]}, got {self.phase!r}")
        if not -0.5 <= self.indexation <= 0.5:
            raise InputError(f"indexation: must be a share a year from -0.5 to 0.5, got {self.indexation}")


def _whole(name: str, value: object, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InputError(f"{name}: must be a whole number from {least} to {most}, got {value}")
