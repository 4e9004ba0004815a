"""``tepat boundaries FILE``: draw the maps with boundaries of one's own."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.folders import Store
from commands.output import console
from geo import regions
from settings import STORE
from terms import InputError

if TYPE_CHECKING:
    from geo import official


def register(app: typer.Typer) -> None:
    app.command()(boundaries)


def boundaries(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="Any vector file: GeoPackage, shapefile (or its .zip), GeoJSON, GeoParquet, …", show_default=False
        ),
    ] = None,
    store: Store = STORE,
    remove: Annotated[bool, typer.Option("--remove", help="Go back to the general map.")] = False,
) -> None:
    """Draw the maps with official boundaries from FILE.

    The column of kabupaten codes (Kemendagri or BPS) is found by content.
    Areas are repaired and simplified together, and provinces dissolved.
    Kabupaten that are not in the file keep the general boundaries.
    With kecamatan codes of Kemendagri (35.15.01, or of villages) kecamatan are imported too.
    """
    # GeoPandas takes a second to import, which the other commands should not wait for.
    from geo import official

    if remove == (file is not None):
        raise InputError("boundaries: give either a FILE to import or --remove")
    if file is None:
        done = official.remove(store)
        console.print("The general map is in use again." if done else "The general map is already in use.")
        return
    try:
        with console.status(f"Fitting the areas of {file.name} together …"):
            result = official.install(file, store)
    except InputError as fault:
        raise InputError(f"boundaries: {str(fault).rstrip('.')}. The map in use is unchanged") from fault
    for line in _report(result):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _report(result: official.Imported) -> list[str]:
    lines = [
        f"{result.found} of 514 kabupaten/kota imported by {result.publisher} code from column {result.column}.",
        *(f"- {note}" for note in result.notes),
    ]
    if result.kecamatan:
        lines.append(f"{result.kecamatan} kecamatan imported too; the others are drawn from village points.")
    if result.missing:
        lines.append(
            f"{len(result.missing)} not in the file keep the general boundaries: {_by_province(result.missing)}"
        )
    return [*lines, f"The app draws them now, labelled: {result.files.label('id')}"]


def _by_province(codes: tuple[str, ...]) -> str:
    """Names of areas, a whole province by its own name."""
    parts = []
    for province, group in groupby(codes, key=lambda code: code[:2]):
        missing = tuple(group)
        whole = missing == regions.kabupaten_of(province)
        names = (
            [f"all of {province} {regions.name(province)}"]
            if whole
            else [f"{code} {regions.name(code)}" for code in missing]
        )
        parts.extend(names)
    return ", ".join(parts)
