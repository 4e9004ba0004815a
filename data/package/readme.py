"""The README of a package, for somebody who has never seen the application; Bahasa Indonesia first."""

from __future__ import annotations

from pathlib import Path

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
        version=told.version,
    )


def _tables(language: str) -> str:
    return "\n".join(f"- `{one.name}`: {one.title(language)}" for one in catalogue().values())
