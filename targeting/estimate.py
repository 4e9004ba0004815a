"""One estimate with all that must be shown beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from terms import InputError


class Yardstick(StrEnum):
    """What "entitled" was judged by. Estimates by different yardsticks are never mixed."""

    rule_compliance = "rule compliance on the register"
    field_verdict = "verdict of the field officer"
    verified_decile = "decile found by verification"


@dataclass(frozen=True)
class Estimate:
    """A share 0–1 with its interval; ``None`` where undefined. low ≤ value ≤ high."""

    value: float | None
    se: float | None
    low: float | None
    high: float | None
    n: int
    n_effective: float | None
    method: str
    yardstick: Yardstick

    def __post_init__(self) -> None:
        known = [number for number in (self.low, self.value, self.high) if number is not None]
        if known != sorted(known) or not all(0 <= number <= 1 for number in known):
            raise InputError(f"estimate: must hold 0 ≤ low ≤ value ≤ high ≤ 1, got {known}")


def estimates(assessed: pd.DataFrame, yardstick: Yardstick) -> dict[str, Estimate]:
    """The rows of ``assess`` by group, each as an Estimate by the named yardstick."""
    found = {}
    for row in assessed.to_dict("records"):
        known = {name: _known(row[name]) for name in ("se", "low", "high", "n_effective")}
        n, method = row["n"], row["method"]
        found[row["group"]] = Estimate(_known(row["estimate"]), n=n, method=method, yardstick=yardstick, **known)
    return found


def _known(number: Any) -> float | None:
    return None if pd.isna(number) else float(number)
