"""The whole of what a build asks of an engine: map a task over items, and gather the answers in their order.

A task is a function of this code with one argument that can be pickled: it reads and writes below a shared folder,
writes aside and renames, so that it can be run again, and answers with little. Another engine needs no more than
``map``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

Told = Callable[[int, str], None]
"""Told how many items are done, and what is to be known of the workers ('' for nothing)."""


class Engine(Protocol):
    """Runs tasks; ``workers`` is how many run at the same time."""

    @property
    def workers(self) -> int: ...

    def map(self, task: Callable[[Item], Answer], items: Sequence[Item], told: Told) -> list[Answer]:
        """The answer of the task to each item, in the order of the items; what a task raises is raised."""
        ...


class OneByOne:
    """This process, one task after the other: the memory of one is given back before the next begins."""

    workers = 1

    def map(self, task: Callable[[Item], Answer], items: Sequence[Item], told: Told) -> list[Answer]:
        answers = []
        for item in items:
            answers.append(task(item))
            told(len(answers), "")
        return answers
