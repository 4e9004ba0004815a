"""Numerical libraries kept to one thread: on a busy machine theirs wait for each other a hundred times too long."""

from __future__ import annotations

from contextlib import AbstractContextManager

from threadpoolctl import threadpool_limits


def one_thread() -> AbstractContextManager[object]:
    """While the block runs, BLAS and OpenMP use the calling thread only."""
    return threadpool_limits(limits=1)
