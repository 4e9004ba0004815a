"""The projection of a policy: every programme, which go their ways by the same transitions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.cells import Cells
from simulator.entitlement import Entitlement
from simulator.policy.rules import Policy
from simulator.projection.course import carried
from simulator.projection.life import Moving
from simulator.projection.options import ProjectionOptions
from simulator.projection.ready import Ready, ready
from simulator.projection.result import Projection
from targeting.flow.rates import Rates
from targeting.model.threads import one_thread_from_now
from terms import InputError


def project(
    cells: Cells,
    policy: Policy,
    rates: Rates,
    options: ProjectionOptions,
    beside: tuple[Policy, ...] = (),
    entitled: Entitlement | None = None,
) -> Projection:
    """The policy over the quarters to come; give the whole nation, for quotas and movers are the nation's."""
    return run(ready(cells, policy, options, beside, entitled), rates)


def run(
    made: Ready,
    rates: Rates,
    told: Callable[[], None] = lambda: None,
    kind: type = np.float64,
    draw: int | None = None,
) -> Projection:
    """One projection by these rates; ``told`` is called after each programme and may raise to stop.

    ``kind`` is the type of number that families are counted in: single precision is enough for a band. ``draw`` is the
    number of the draw of who is entitled (None: the estimate).
    """
    if made.codes != rates.codes:
        raise InputError(f"projection: rates must be of the same {len(made.codes)} kabupaten, got {len(rates.codes)}")
    one_thread_from_now()
    steps = range(1, 1 + made.options.quarters)
    moving = [Moving.of(rates, kind, step) for step in (steps if rates.stayers is not None else (1,))]
    tracks = {}
    for one in made.programmes:
        tracks[one.code] = carried(one, rates, moving, made.options, draw)
        told()
    return Projection(made.policy, made.quarter, made.codes, tracks)
