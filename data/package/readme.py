"""The README of a package, for somebody who has never seen the application; Bahasa Indonesia first."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.figures.tables.catalogue import catalogue
from data.package.about import LICENCES, SOURCES, SYNTHETIC, PackageFacts
from data.package.described import CONTROL

TEMPLATE = Path(__file__).with_name("readme.md")


def text(told: PackageFacts) -> str:
    """The whole file."""
    title, path = LICENCES[told.licence]
    label_id, _, label_en = told.map_label.partition(" / ")
    return TEMPLATE.read_text(encoding="utf-8").format(
        title=told.title,
        synthetic=f"**{SYNTHETIC['id']}**\n\n**{SYNTHETIC['en']}**\n\n" if told.synthetic else "",
        synthetic_en=f"- **{SYNTHETIC['en']}**\n" if told.synthetic else "",
        build=told.build_id,
        made=told.built_at.date().isoformat(),
        as_of=told.as_of.isoformat(),
        publisher=told.publisher,
        licence_title=title,
        licence_path=path,
        tables_id=_tables("id"),
        tables_en=_tables("en"),
        map_label_id=label_id,
        map_label_en=label_en,
        control_id=CONTROL["id"],
        control_en=CONTROL["en"],
        sources="\n".join(f"- {name}: {where}" for name, where in SOURCES),
        senders=", ".join(told.senders),
        mapped=_mapped(told.mapped),
        version=told.version,
    )


def _tables(language: str) -> str:
    return "\n".join(f"- `{one.name}`: {one.title(language)}" for one in catalogue().values())


def _mapped(tables: pd.DataFrame) -> str:
    """What became of the rows of an office's own files; nothing when all came as the contract has it."""
    lines = [
        f"- {row.quarter} {row.table_name} ({row.origins}): {row.rows_in} baris masuk / rows in = {row.rows_used}"
        f" dipakai / used + {row.rows_set_aside} disisihkan / set aside + {row.rows_left_out} dilewati / left out"
        for row in tables.itertuples(index=False)
    ]
    heading = "\nBerkas kantor sendiri, dibaca lewat pemetaan / an office's own files, read through a mapping:\n\n"
    return heading + "\n".join(lines) + "\n" if lines else ""
