"""Many projections, each by other rates: the same draw of the rates for every policy that is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from simulator.projection.ready import Ready
from simulator.projection.result import Projection
from simulator.projection.run import run
from targeting.flow.observed import FlowFit
from terms import InputError

FEWEST, MOST = 20, 1000

Key = TypeVar("Key")
#: What is kept of a projection: arrays by key.
Taken = Callable[[Projection], dict[Key, np.ndarray]]


def sampled(
    policies: Sequence[Ready],
    fit: FlowFit,
    take: Taken[Key],
    draws: int,
    seed: int = 1,
    told: Callable[[int], None] = lambda done: None,
    threads: int = 2,
) -> dict[tuple[int, Key], np.ndarray]:
    """What ``take`` keeps of every policy under each draw, by (policy, key): (draw, …), single precision.

    ``told`` hears how many draws are done, and may raise to stop: then what has not begun never does. Policies must be
    of one register and one number of quarters. InputError for a number of draws that gives no band.
    """
    check_draws(draws)
    quarters, coarse = policies[0].options.quarters, [made.for_draws for made in policies]
    found: dict[tuple[int, Key], np.ndarray] = {}

    def one(draw: int) -> list[dict[Key, np.ndarray]]:
        rates = fit.draw(np.random.default_rng([seed, draw]), quarters)
        return [take(run(made, rates, kind=np.float32, draw=draw)) for made in coarse]

    with ThreadPoolExecutor(threads) as pool:
        try:
            for draw, results in enumerate(pool.map(one, range(draws))):
                for index, result in enumerate(results):
                    for key, values in result.items():
                        whole = found.setdefault((index, key), np.empty((draws, *values.shape), np.float32))
                        whole[draw] = values
                told(draw + 1)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return found


def check_draws(draws: int) -> None:
    """InputError for a number of draws that gives no band, or would take for ever."""
    if not FEWEST <= draws <= MOST:
        raise InputError(f"draws: must be from {FEWEST} to {MOST}, got {draws}")
