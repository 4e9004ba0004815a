"""Runs tasks on the workers of a Dask scheduler. The package is an extra: requirements-cluster.lock.

Dask sends a task again when its worker is lost; tasks write aside and rename, so that this is safe. A worker must see
the shared folder and have this version of the code; it is asked before the first task, and each task asks again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from data.engine.engine import Told
from data.store.version import code_version
from terms import InputError

Item = TypeVar("Item")
Answer = TypeVar("Answer")

CONNECT_SECONDS = 30
MARK = "shared"
#: What Dask raises when workers die again and again, or the scheduler itself is gone.
_LOST = ("KilledWorker", "FutureCancelledError", "FuturesCancelledError", "CommClosedError", "CancelledError")


@dataclass(frozen=True)
class Expected:
    """What a worker must have: the shared folder, with the mark that the client left there, and the client's code."""

    folder: Path
    mark: str
    code: str

    def lack(self) -> str:
        """What this process lacks; '' for nothing."""
        try:
            found = (self.folder / MARK).read_text(encoding="utf-8")
        except OSError:
            found = ""
        if found != self.mark:
            return f"does not see the shared folder {self.folder}"
        mine = code()
        return "" if mine == self.code else f"has another version of the code: {mine}, not {self.code}"


def code() -> str:
    """What must be the same everywhere: this code, and DuckDB, whose hash tells a family's shard."""
    return f"{code_version()} with DuckDB {duckdb.__version__}"


class Cluster:
    """The workers of a scheduler, as an engine."""

    def __init__(self, client: Any, expected: Expected) -> None:
        self._client = client
        self._expected = expected

    @property
    def workers(self) -> int:
        """How many tasks the cluster runs at the same time."""
        return max(sum(self._client.nthreads().values()), 1)

    def map(self, task: Callable[[Item], Answer], items: Sequence[Item], told: Told) -> list[Answer]:
        """Send the tasks, and gather their answers in the order of the items."""
        futures = self._client.map(partial(_run, self._expected, task), list(items), pure=False)
        try:
            for done, future in enumerate(_completed(self._client, futures), start=1):
                if future.status != "finished":
                    self._answer(future)
                told(done, self._state())
            return [self._answer(future) for future in futures]
        finally:
            with suppress(OSError, TimeoutError):
                self._client.cancel(futures)

    def refuse_strangers(self) -> None:
        """InputError that names the workers which lack the folder or the code, or says that there are none."""
        self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        lacks = self._client.run(_lack, self._expected, on_error="return")
        faults = [f"worker {name} {_said(lack)}" for name, lack in sorted(lacks.items()) if lack]
        if faults:
            raise InputError(f"cluster: {'; '.join(faults)}")

    def _answer(self, future: Any) -> Any:
        try:
            return future.result()
        except InputError:
            raise
        except Exception as fault:
            if type(fault).__name__ in _LOST:
                raise InputError(f"cluster: its workers were lost while counting ({type(fault).__name__})") from fault
            raise

    def _state(self) -> str:
        """The memory of each worker, as the scheduler knows it."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        return ", ".join(
            f"{about.get('name', name)} {about.get('metrics', {}).get('memory', 0) / 1e9:.1f} GB"
            for name, about in sorted(workers.items())
        )


@contextmanager
def cluster(address: str, folder: Path) -> Iterator[Cluster]:
    """The workers at a scheduler's address that share ``folder``, which must exist. InputError when it cannot be
    reached, or a worker is not fit."""
    try:
        from distributed import Client
    except ImportError as fault:
        raise InputError("cluster: needs the packages of requirements-cluster.lock, which are not installed") from fault
    mark = os.urandom(16).hex()
    (folder / MARK).write_text(mark, encoding="utf-8")
    try:
        client = _connected(Client, address)
    except (OSError, ValueError) as fault:
        raise InputError(f"cluster: no scheduler answers at {address}") from fault
    with client:
        engine = Cluster(client, Expected(folder, mark, code()))
        try:
            engine.refuse_strangers()
        except TimeoutError as fault:
            raise InputError(f"cluster: the scheduler at {address} has no worker") from fault
        yield engine


def _connected(client: Any, address: str) -> Any:
    """A client of the scheduler; Dask's functions carry no types."""
    return client(address, timeout=CONNECT_SECONDS, set_as_default=False)


def _completed(client: Any, futures: list[Any]) -> Any:
    """The futures in the order in which they end."""
    import distributed

    as_completed: Any = distributed.as_completed
    return as_completed(futures, loop=client.loop)


def _run(expected: Expected, task: Callable[[Item], Answer], item: Item) -> Answer:
    """One task, on a worker that is fit for it."""
    if lack := expected.lack():
        raise InputError(f"cluster: a worker {lack}")
    return task(item)


def _lack(expected: Expected) -> str:
    return expected.lack()


def _said(lack: object) -> str:
    """A worker that cannot even read the question has no code of ours."""
    return lack if isinstance(lack, str) else f"has no code that knows this build ({type(lack).__name__})"
