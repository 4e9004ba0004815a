"""What may be asked, as models that check it and that the document is made of."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams

from data.figures.tables.question import level_of
from data.store.scope import Scope
from geo import regions
from terms import LEVELS, NATION, InputError, Quarter
from web.api.problems import Problem

Asked = TypeVar("Asked", bound="Parameters")
AREA = r"^(ID|[0-9]{2}(\.?[0-9]{2})?)$"
_EXAMPLE_QUARTER = "2026Q1"


class Parameters(BaseModel):
    """What every question may say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Annotated[Literal["json", "csv"] | None, Field(description="Without it the header Accept decides.")] = None
    view_as: Annotated[
        Literal["analyst", "leader", "region", "auditor"] | None,
        Field(description="Whose scope to try; only where nobody signs in."),
    ] = None


class QuarterParameters(Parameters):
    """A question about one quarter."""

    quarter: Annotated[
        str | None,
        Field(pattern=r"^[0-9]{4}Q[1-4]$", description=f"Such as {_EXAMPLE_QUARTER}; the newest without."),
    ] = None


class AreaParameters(Parameters):
    """A question about areas."""

    area: Annotated[
        str,
        Field(pattern=AREA, description="ID (all that you may see), 35, 35.15 or 3515, as in the address bar."),
    ] = NATION
    level: Annotated[
        Literal["nation", "province", "kabupaten"] | None,
        Field(
            description="Rows of which level, none wider than the area; without it that of the area, or the widest that"
            " you may see whole."
        ),
    ] = None


class TableParameters(AreaParameters, QuarterParameters):
    """A question about a table that is of all programmes together."""


class ProgrammeParameters(TableParameters):
    """A question about a table by programme."""

    programme: Annotated[
        Literal["PKH", "SEMBAKO", "PBI"] | None, Field(description="One programme; all of them without.")
    ] = None


class ScenarioParameters(QuarterParameters):
    """How a scenario is answered; the scenario itself is the body."""

    by: Annotated[
        Literal["nation", "province", "kabupaten", "decile", "family_type"],
        Field(description="Rows of what; nation is all that you may see together."),
    ] = "nation"
    against: Annotated[
        str,
        Field(pattern=r"^[a-z0-9_]{1,60}$", description="The policy that it is held against, by its name."),
    ] = "aturan_berlaku"


def parsed(kind: type[Asked], query: QueryParams) -> Asked:
    """The parameters of an address; a Problem (400) says every one that is wrong."""
    names = [name for name, _ in query.multi_items()]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Problem(400, f"query: each parameter once, got more of {', '.join(map(_short, twice))}")
    try:
        return kind.model_validate(dict(query))
    except ValidationError as fault:
        allowed = ", ".join(kind.model_fields)
        told = "; ".join(f"{_short(str(one['loc'][0]))}: {one['msg']}" for one in fault.errors()[:10])
        raise Problem(400, f"query: {told} (parameters: {allowed})") from None


def area_of(code: str) -> str:
    """The area's dotted code; a Problem (404) for a code of no area, which names the nearest."""
    if code == NATION:
        return NATION
    try:
        return regions.find(code)
    except InputError as fault:
        raise Problem(404, str(fault)) from None


def quarter_of(text: str | None, known: tuple[Quarter, ...]) -> Quarter:
    """The quarter asked for, or the newest; a Problem (404) for one that the store lacks."""
    if not known:
        raise Problem(404, "quarter: the store holds none")
    wanted = known[-1] if text is None else Quarter.parse(text)
    if wanted not in known:
        raise Problem(404, f"quarter: the store holds {', '.join(map(str, known))}, got {wanted}")
    return wanted


def not_wider(level: str | None, area: str) -> None:
    """A Problem (400) for a level wider than the area."""
    if level is not None and LEVELS.index(level) < LEVELS.index(own := level_of(area)):
        raise Problem(400, f"level: of {area} it must be {own} or narrower, got {level}")


def level_asked(level: str | None, area: str, scope: Scope) -> str:
    """The level asked for; without one the area's own, of all that a scope holds the widest that it holds whole."""
    if level is not None:
        return level
    if area != NATION or scope.is_national:
        return level_of(area)
    return LEVELS[2] if scope.kabupaten_codes else LEVELS[1]


def _short(text: str) -> str:
    return text[:40]
