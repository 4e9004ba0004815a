"""What is asked of a table, and whose rows of it may be told."""

from __future__ import annotations

from dataclasses import dataclass

from data.figures.tables.catalogue import known
from data.store.scope import Scope
from terms import LEVELS, NATION, REGISTER_PROGRAMMES, InputError, Quarter

PROGRAMMES = tuple(one.code for one in REGISTER_PROGRAMMES)
_NATION, _PROVINCE, _KABUPATEN = LEVELS


class NotWithinScope(InputError):
    """What was asked for is not wholly within what somebody may see."""


@dataclass(frozen=True)
class TableQuestion:
    """One table in one quarter at one level, of all that a scope holds there or of one area; one programme or all."""

    table: str
    quarter: Quarter
    level: str
    area: str = NATION
    programme: str = ""

    def __post_init__(self) -> None:
        table = known(self.table)
        if self.level not in LEVELS:
            raise InputError(f"level: must be one of {', '.join(LEVELS)}, got {self.level!r}")
        if LEVELS.index(self.level) < LEVELS.index(own := level_of(self.area)):
            raise InputError(f"level: of {self.area} it must be {own} or narrower, got {self.level}")
        if self.programme and self.programme not in PROGRAMMES:
            raise InputError(f"programme: must be one of {', '.join(PROGRAMMES)}, got {self.programme!r}")
        if self.programme and not table.has_programme:
            raise InputError(f"programme: {self.table} is of all programmes together, got {self.programme}")

    @property
    def programmes(self) -> tuple[str, ...]:
        """The programmes that are asked for."""
        return (self.programme,) if self.programme else PROGRAMMES


def level_of(area: str) -> str:
    """The level of an area by its code."""
    return _NATION if area == NATION else _KABUPATEN if "." in area else _PROVINCE


def seen(scope: Scope, asked: TableQuestion) -> Scope:
    """The scope cut down to the areas asked for; NotWithinScope where it does not hold each of them whole.

    At a level above what a scope holds whole a row would be a part under the whole's name, with no count hidden in it.
    """
    try:
        inner = scope.within(asked.area)
    except InputError as fault:
        raise NotWithinScope(str(fault)) from None
    if asked.level == _NATION and not inner.is_national:
        raise NotWithinScope("scope: the nation is not wholly within what may be seen")
    if asked.level == _PROVINCE and not inner.is_national:
        if not inner.province_codes:
            raise NotWithinScope("scope: no province is wholly within what may be seen")
        return Scope.provinces(*inner.province_codes)
    return inner
