"""How a cap begins for families who are on aid already, as a change of their clocks in its first quarter."""

from __future__ import annotations

import numpy as np

from simulator.policy.fields import EXACT_QUARTERS
from simulator.projection.clock import OUTSIDE
from simulator.projection.options import BY_COHORT, ProjectionOptions
from simulator.projection.state import State
from terms import InputError


def phased(state: State, cap: int, exempt: np.ndarray, options: ProjectionOptions) -> None:
    """new_only: nobody on aid now has a clock. by_cohort: the clocks of those over the cap are set back so that an
    equal part passes it in each of ``cohorts`` quarters, this one first. The exempt keep their clocks."""
    bound = ~exempt
    if options.phase != BY_COHORT:
        whole = state.on[:, :, bound].sum(axis=-1)
        state.on[:, :, bound] = 0.0
        state.on[:, :, bound, OUTSIDE] = whole
        return
    if cap > EXACT_QUARTERS:
        raise InputError(f"phase: by_cohort needs a cap of at most {EXACT_QUARTERS} quarters, got {cap}")
    first = state.clock.first_over(cap)
    over = state.on[..., first:].sum(axis=-1) * bound
    state.on[..., first:] *= exempt[:, None]
    for part in range(options.cohorts):
        state.on[..., max(1, first - part)] += over / options.cohorts
