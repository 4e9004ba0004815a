"""A value that a field cannot hold, and why; the field's name is added by whoever knows it."""

from __future__ import annotations

from typing import Any

from simulator.policy.refusals import Word, reason, sentence, shown
from terms import Reason

WHERE = "{where}"


class Unfit(ValueError):
    """A value that is none: its reasons, which still want the name of the field."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("; ".join(sentence(one).removeprefix(f"{WHERE} ") for one in reasons))
        self._reasons = reasons

    def reasons(self, where: str) -> list[Reason]:
        """The reasons for the field that ``where`` names, such as ``pkh: max_decile``."""
        return [Reason(one.code, (*one.values[1:], ("where", where))) for one in self._reasons]


def unfit(code: str, given: object, /, **values: object) -> Unfit:
    """A single reason and what came."""
    return Unfit(reason(code, where=WHERE, **values, got=shown(given)))


def whole(given: Any, lowest: int, highest: int, unit: Word) -> int:
    """A whole number, given as int or as a float without a fraction (30e12)."""
    number = not isinstance(given, bool) and isinstance(given, int | float)
    if number and given > highest:
        raise unfit("whole_high", given, high=highest, unit=unit)
    if not number or not given >= lowest or given != int(given):
        raise unfit("whole", given, unit=unit, low=lowest)
    return int(given)
