"""Numerical libraries kept to one thread: on a busy machine theirs wait for each other a hundred times too long."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import threadpool_limits


def one_thread() -> AbstractContextManager[object]:
    """While the block runs, BLAS and OpenMP use the calling thread only."""
    return threadpool_limits(limits=1)


@cache
def one_thread_from_now() -> None:
    """For the rest of the process BLAS uses the calling thread only: who answers many people at once calls this once.

    Its products are small, and people are what there is to share the processors among.
    """
    threadpool_limits(limits=1, user_api="blas")
