"""``tepat publish``: the open data package of a build, as anybody may put it on a portal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.folders import Store
from commands.output import console, errors
from data.package.about import Order
from data.package.publish import publish as written
from data.store.open import open_store
from geo.map_files import boundaries
from settings import STORE
from terms import Quarter


def register(app: typer.Typer) -> None:
    app.command("publish")(publish)


def publish(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder, or a package written before.")],
    publisher: Annotated[str, typer.Option(help="Who publishes; the sender of the data without.")] = "",
    licence: Annotated[str, typer.Option(help="CC-BY-4.0 or CC0-1.0.")] = Order.licence,
    quarter: Annotated[
        list[str] | None, typer.Option(help="Only this quarter, such as 2026Q1; may be given again. All without.")
    ] = None,
    store: Store = STORE,
) -> None:
    """Write an open data package: CSV and Parquet tables, borders, descriptions for people and machines.

    The figures are those of the pages, small counts hidden as there, so that it may be handed to anybody. The same
    store gives the same bytes. A package that lies in the folder is replaced in one rename.
    """
    served = open_store(store)
    order = Order(publisher, licence, tuple(map(Quarter.parse, quarter or ())))
    names = written(served, boundaries(store), folder, order, lambda part: errors.print(f"{part} …", highlight=False))
    size = sum((folder / name).stat().st_size for name in names)
    console.print(f"{folder}: {len(names)} files, {size:,} bytes, build {served.build_id}", highlight=False)
