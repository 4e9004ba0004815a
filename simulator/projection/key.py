"""When is a projection the same one? A text that differs as soon as anything does that it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from simulator.policy.rules import Policy
from simulator.projection.options import ProjectionOptions


def digest(
    build: str,
    policies: Sequence[Policy],
    options: ProjectionOptions,
    by: str = "nation",
    draws: int = 0,
    seed: int = 1,
) -> str:
    """The key under which lines may be kept: SHA-256 of the build of the store, of all that the policies say, in their
    order (which tells families apart that only one of them does), and of what is asked."""
    parts = (build, *(policy.digest() for policy in policies), repr(options), by, str(draws), str(seed))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
