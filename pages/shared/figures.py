"""What stands under every figure: where it is from, and a menu to take it away as a picture, link to it and cite it.

Parts that are kept hold no widget, so that what they draw is noted and its menu is drawn behind the part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data import spreadsheet
from geo import rings
from pages.cached import register, trail
from pages.pictures.data import rows
from pages.pictures.kinds import FORMATS, can_draw
from pages.shared import address, open_data
from pages.shared.session import Viewer, viewer
from pages.shared.voice import LANGUAGES
from terms import Quarter

#: A figure's own values as a file: for Indonesian Excel, plain, and a workbook.
TABLES = {
    "csv": "text/csv",
    "csv_plain": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: The columns of such a file, as the rows of a figure name them.
COLUMNS = ("series", "of", "beside", "value", "low", "high", "told")
ENDINGS = {"svg": ".svg", "png": ".png", "csv": ".csv", "csv_plain": "-plain.csv", "xlsx": ".xlsx"}


@dataclass(frozen=True, eq=False)
class Shown:
    """A figure that was drawn: its key on the page, its title and what it measures."""

    key: str
    title: str
    note: str
    figure: go.Figure | Mapping[str, Any]

    @property
    def plain(self) -> Mapping[str, Any]:
        """The figure as plain values."""
        return self.figure if isinstance(self.figure, Mapping) else self.figure.to_dict()


#: The figures whose menus stand elsewhere; None where they follow their figure.
_noted: ContextVar[list[Shown] | None] = ContextVar("noted", default=None)
#: Whether what is drawn is being kept for whoever asks the same.
_kept: ContextVar[bool] = ContextVar("kept", default=False)


@contextmanager
def noted(to_keep: bool = True) -> Iterator[list[Shown]]:
    """While it is open figures are noted in the list, and their menus are left to whoever opened it: for a part that is
    kept, or one whose menus shall stand below all of it."""
    found: list[Shown] = []
    before, kept = _noted.set(found), _kept.set(to_keep or is_kept())
    try:
        yield found
    finally:
        _noted.reset(before)
        _kept.reset(kept)


def is_kept() -> bool:
    """Whether what is drawn now is being kept for whoever asks the same."""
    return _kept.get()


def drawn(key: str, title: str, note: str, figure: go.Figure) -> None:
    """A figure has just been drawn: its menu follows, or the part that draws it notes it."""
    menus((Shown(key, title, note, figure.to_dict() if is_kept() else figure),))


def menus(shown: Sequence[Shown]) -> None:
    """The menus of these figures, or their note in the part that is being kept; several are told apart by title."""
    collected = _noted.get()
    if collected is not None:
        collected.extend(shown)
        return
    for one in shown:
        _menu(viewer(), one, is_one_of_many=len(shown) > 1)


def _menu(viewer: Viewer, shown: Shown, is_one_of_many: bool) -> None:
    """One line: the source, and what can be done; the menu is filled when it is opened."""
    source = _source(viewer)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"{shown.title.rstrip('.')}. {source}" if is_one_of_many else source, width="stretch")
        menu = st.popover(
            viewer.say("gambar.menu"),
            type="tertiary",
            key=f"figure/{address.page()}/{shown.key}",
            on_change="rerun",
            help=viewer.say("gambar.menu_help", title=shown.title),
        )
    if menu.open:
        with menu:
            _open(viewer, shown)


def _open(viewer: Viewer, shown: Shown) -> None:
    say = viewer.say
    st.markdown(f"**{shown.title}**" + (f"  \n{shown.note}" if shown.note else ""))
    with st.container(horizontal=True):
        for form, mime in _forms(shown).items():
            name = f"{spreadsheet.file_name(address.page(), shown.key, str(_quarter(viewer)))}{ENDINGS[form]}"
            st.download_button(
                say(f"gambar.download_{form}"),
                data=trail.taken(viewer.access, name, partial(_made, viewer, shown, form, about(viewer, shown))),
                file_name=name,
                mime=mime,
                on_click="ignore",
                key=f"{address.page()}/{shown.key}/{form}",
            )
    st.markdown(f"**{say('gambar.how')}**  \n{_how(viewer)}")
    st.markdown(f"**{say('gambar.link')}**")
    st.code(link(viewer), language=None, wrap_lines=True)
    st.markdown(f"**{say('gambar.cite')}**")
    st.code(citation(viewer, shown.title), language=None, wrap_lines=True)
    if data := open_data.told(viewer.voice, viewer.scope, _quarter(viewer)):
        st.caption(data)


def _forms(shown: Shown) -> dict[str, str]:
    """The files that a figure can be taken away as, with their types."""
    return (FORMATS if can_draw(shown.plain) else {}) | TABLES


def _made(viewer: Viewer, shown: Shown, form: str, lines: tuple[str, ...]) -> bytes:
    """The file: the figure's values, or its picture; what draws it is loaded when the first one is asked for."""
    if form in TABLES:
        notes = (shown.title, *((shown.note,) if shown.note else ()), *lines, viewer.say("gambar.table_note"))
        table = values(viewer, shown)
        return (
            spreadsheet.xlsx_file(table, notes) if form == "xlsx" else spreadsheet.csv_file(table, notes, form == "csv")
        )
    from pages.pictures.picture import Picture, made

    picture = Picture(shown.plain, shown.title, shown.note, lines)
    return made(picture, form, partial(rings.of_address, register.map_files()))


def values(viewer: Viewer, shown: Shown) -> pd.DataFrame:
    """What the figure draws, one row a value; columns that say nothing are left out."""
    table = pd.DataFrame([asdict(row) for row in rows(shown.plain)], columns=[*COLUMNS])
    numbers = ("value", "low", "high")
    table = table.astype(dict.fromkeys(numbers, "Float64"))
    empty = [name for name in table if name != "value" and (table[name].isna() | (table[name] == "")).all()]
    return table.drop(columns=empty).rename(columns=lambda name: viewer.say(f"gambar.col_{name}"))


def about(viewer: Viewer, shown: Shown) -> tuple[str, ...]:
    """What a picture says of itself: choices, how it is computed, quarter, build, version, whether it is synthetic,
    sources and a link."""
    say = viewer.say
    chosen = " · ".join(f"{label}: {text}" for label, text in address.told())
    facts = register.quarter_facts(_quarter(viewer))
    made = register.build()
    stated = say(
        "umum.footer",
        quarter=viewer.voice.triwulan(facts.quarter),
        as_of=viewer.voice.tanggal(facts.as_of),
        kind=say("umum.kind_synthetic" if facts.synthetic else "umum.kind_real", sender=facts.sent_by),
        build=made.build_id,
        built=viewer.voice.tanggal(made.built_at),
        version=made.code_version,
    )
    lines = (chosen, _how(viewer), f"{say('umum.app')}: {stated}", say("umum.sources"), link(viewer))
    return (*((say("umum.synthetic_plain"),) if facts.synthetic else ()), *(line for line in lines if line))


def link(viewer: Viewer) -> str:
    """The address of the page with every choice, the quarter too, so that a newer one does not change it."""
    query = address.chosen() | {address.QUARTER: str(_quarter(viewer))}
    if viewer.language != LANGUAGES[0]:
        query[address.LANGUAGE] = viewer.language
    return f"{st.context.url or address.page()}?{urlencode(query)}"


def citation(viewer: Viewer, title: str) -> str:
    """How to cite the figure: product and version, title, build, as-of, link."""
    facts, made = register.quarter_facts(_quarter(viewer)), register.build()
    return viewer.say(
        "gambar.citation",
        title=title,
        quarter=viewer.voice.triwulan(facts.quarter),
        as_of=viewer.voice.tanggal(facts.as_of),
        kind=viewer.say("umum.kind_synthetic" if facts.synthetic else "umum.kind_real", sender=facts.sent_by),
        build=made.build_id,
        version=made.code_version,
        link=link(viewer),
    )


def _source(viewer: Viewer) -> str:
    facts = register.quarter_facts(_quarter(viewer))
    kind = viewer.say("umum.kind_synthetic" if facts.synthetic else "umum.kind_real", sender=facts.sent_by)
    return viewer.say("gambar.source", kind=kind, quarter=viewer.voice.triwulan_pendek(facts.quarter))


def _how(viewer: Viewer) -> str:
    return viewer.say(f"gambar.how_{address.page()}")


def _quarter(viewer: Viewer) -> Quarter:
    """The quarter that is looked at, else the newest."""
    asked, held = address.remembered(address.QUARTER), register.quarters(viewer.scope)
    return next((each for each in held if str(each) == asked), held[-1])
