"""What was asked, as a key of a cache: a text, so that nothing large is hashed and nothing has a wrong key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import Any

from pages.cached.guard import Guard
from simulator.policy.rules import Policy


@dataclass(frozen=True, eq=False)
class CacheKey:
    """The parts of a question, such as a build, a scope and a quarter."""

    parts: tuple[Any, ...]

    def text(self) -> str:
        """Equal exactly where the parts are."""
        return self._text

    @cached_property
    def _text(self) -> str:
        return told(self.parts)


#: How Streamlit's caches make a key of a question; kept answers are shared by all sessions and never changed.
KEY: dict[str | type[Any], Callable[[Any], Any]] = {CacheKey: CacheKey.text}


def told(value: Any) -> str:
    """A value as a text: numbers, texts, days, tuples, policies and guards by their digest, and frozen
    dataclasses of these.

    Raises TypeError for anything else: a frame, or an object that may change, is no key.
    """
    if value is None or isinstance(value, str | int | float | date | PurePath):
        return repr(value)
    if isinstance(value, tuple):
        return f"({','.join(map(told, value))})"
    if isinstance(value, Policy):
        return f"policy:{value.digest()}"
    if isinstance(value, Guard):
        return f"guard:{value.digest()}"
    if is_dataclass(value) and not isinstance(value, type) and value.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        parts = (f"{each.name}={told(getattr(value, each.name))}" for each in fields(value))
        return f"{type(value).__module__}.{type(value).__qualname__}({','.join(parts)})"
    raise TypeError(f"a question must be made of plain values, got {type(value).__qualname__}")
