"""The fault of a table's files, before a row is judged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What is wrong with a table's files: the table, the claim that it breaks, and one sentence."""

    table: str
    claim: str
    message: str
