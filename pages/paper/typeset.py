"""A sheet as a PDF: Typst compiles a template of ours with fonts of ours, without a browser or a network.

The same sheet gives the same bytes: no clock goes in, and the day of making is that of the build.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from geo import paper_map
from geo.map_files import KABUPATEN, PROVINCES, MapFiles
from pages.paper.values import Sheet
from pages.shared.voice import Voice
from terms import NATION

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
#: Tagged for readers: PDF/UA-1 is checked by the compiler.
STANDARD: Literal["ua-1"] = "ua-1"
#: Dots an inch of the pictures.
DOTS = 110.0


def pdf(sheet: Sheet, files: MapFiles, voice: Voice, made: int) -> bytes:
    """The note of an area; ``made`` is the second since 1970 that the file says it was made in."""
    told = {"told": _text(sheet, files, voice)}
    found = _compiler(_template(sheet)).compile(format="pdf", sys_inputs=told, timestamp=made, pdf_standards=STANDARD)
    return _pages(found)[0]


def pictures(sheet: Sheet, files: MapFiles, voice: Voice, made: int) -> list[bytes]:
    """The pages of the note as PNG, to look at."""
    told = {"told": _text(sheet, files, voice)}
    return _pages(_compiler(_template(sheet)).compile(format="png", sys_inputs=told, timestamp=made, ppi=DOTS))


def _template(sheet: Sheet) -> str:
    """The nation has a deck of four pages, every other area its note."""
    return "deck" if sheet.area == NATION else "note"


def _text(sheet: Sheet, files: MapFiles, voice: Voice) -> str:
    return json.dumps(inputs(sheet, files, voice), ensure_ascii=False, sort_keys=True)


def _pages(found: Any) -> list[bytes]:
    """Typst gives one page as bytes and several as a list."""
    return [bytes(page) for page in (found if isinstance(found, list) else [found])]


@lru_cache(maxsize=2)
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        str(HERE / f"{template}.typ"), root=str(HERE), font_paths=[str(FONTS)], ignore_system_fonts=True
    )


def inputs(sheet: Sheet, files: MapFiles, voice: Voice) -> dict[str, object]:
    """All that the template says, by name."""
    say = voice.say
    names = ("title", "todo", "nothing", "definitions", "deck", "deck_ledger", "deck_errors", "deck_decisions")
    drawn = _map_name(sheet)
    return asdict(sheet) | {
        "title": f"{say('pantauan.title')}: {sheet.name}, {sheet.quarter}",
        "language": voice.language,
        "words": {"app": say("umum.app"), **{name: say(f"pantauan.{name}") for name in names}},
        "page_word": say("pantauan.page"),
        "notice": say("umum.synthetic_plain") if sheet.is_synthetic else "",
        "concerns": [{"text": _bold_first(one.text), "page": one.page_name} for one in sheet.concerns],
        "deciles": asdict(sheet.deciles) | {"alt": _in_words(sheet)},
        "map": paper_map.svg(files, drawn, dict(sheet.around), sheet.area),
        "map_title": say("pantauan.map_nation" if sheet.area == NATION else "pantauan.map"),
        "map_note": _map_note(sheet, files, voice),
    }


def _map_note(sheet: Sheet, files: MapFiles, voice: Voice) -> str:
    low, high = sheet.around_range
    marked = "" if sheet.area == NATION else " " + voice.say("pantauan.map_marked")
    return f"{voice.say('pantauan.map_note', low=low, high=high)}{marked} {files.label(voice.language).capitalize()}."


def _map_name(sheet: Sheet) -> str:
    return f"{KABUPATEN}-{sheet.area[:2]}" if "." in sheet.area else PROVINCES


def _bold_first(text: str) -> tuple[str, str]:
    """`**388 pengajuan** menunggu` in its bold beginning and the rest."""
    _, bold, rest = text.split("**", 2)
    return bold, rest


def _in_words(sheet: Sheet) -> str:
    """The bars for whoever does not see them."""
    told = sheet.deciles
    rows = (f"{name}: {', '.join(texts)}" for name, texts in zip(told.names, told.texts, strict=True))
    return f"{told.title}. {'; '.join(rows)}"
