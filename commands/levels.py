"""The level of areas that a command prints, an option that commands have in common."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from terms import LEVELS

# The words stand in one place; mypy would have them written out here again.
AreaLevel = StrEnum("AreaLevel", list(LEVELS))  # type: ignore[misc]
NATION_LEVEL = AreaLevel("nation")
ByLevel = Annotated[AreaLevel, typer.Option(help="What a row is; the nation's code is ID.")]
