"""What the page on updates was asked for: proposals or register, area, quarter, and which kind of proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from data.figures import updates, upkeep
from data.store.scope import Scope
from pages.cached import movement, register
from pages.shared import controls
from pages.shared.controls import Choice, level_of
from pages.shared.session import Viewer
from terms import NATION, Quarter

VIEWS = ("usulan", "register")
ALL = upkeep.ALL


@dataclass(frozen=True)
class UpdatesChoice:
    """A view of an area; the quarter is that of filing, or of the register."""

    view: str
    area: str
    quarter: Quarter
    kind: str

    @property
    def level(self) -> str:
        return level_of(self.area)

    @property
    def province(self) -> str:
        """The province of the area; empty for the nation."""
        return "" if self.area == NATION else self.area[:2]


def choose(viewer: Viewer) -> UpdatesChoice:
    """Draw the controls, all of them kept in the address, and return what was chosen."""
    first, second, third = st.columns([3, 2, 2], vertical_alignment="bottom")
    with first:
        views = {code: viewer.say(f"pemutakhiran.view_{code}") for code in VIEWS}
        view = controls.segments(viewer, Choice("lihat", viewer.say("pemutakhiran.view"), VIEWS, views.get, VIEWS[0]))
    with second:
        area = controls.area(viewer)
    with third:
        quarter = controls.quarter(viewer)
    if view == "register":
        return UpdatesChoice(view, area, quarter, ALL)
    kinds = {code: viewer.say(f"pemutakhiran.kind_{code}") for code in (ALL, *updates.KINDS)}
    kind = controls.segments(viewer, Choice("jenis", viewer.say("pemutakhiran.kind"), tuple(kinds), kinds.get, ALL))
    return UpdatesChoice(view, area, quarter, kind)


def freshness(viewer: Viewer, asked: UpdatesChoice, today: date) -> str:
    """The day and the age of what is shown; of proposals the last day that the deliveries tell of."""
    facts, voice = register.quarter_facts(asked.quarter), viewer.voice
    parts = [
        viewer.say(
            "pemutakhiran.as_of_register",
            day=voice.tanggal(facts.as_of),
            lag=_days(viewer, (today - facts.as_of).days),
        )
    ]
    if last := movement.last_day_of_updates():
        day, lag = voice.tanggal(last), _days(viewer, (today - last).days)
        parts.append(viewer.say("pemutakhiran.as_of_updates", day=day, lag=lag))
    return " ".join(parts)


def scope_of(viewer: Viewer, area: str) -> Scope:
    """The viewer's scope cut down to the area."""
    return viewer.scope.within(area)


def map_scope(viewer: Viewer, asked: UpdatesChoice) -> Scope:
    """The areas of the map: all, or the province of the area as far as it may be seen."""
    if not asked.province:
        return viewer.scope
    is_whole = viewer.scope.is_national or asked.province in viewer.scope.province_codes
    return viewer.scope.within(asked.province if is_whole else asked.area)


def _days(viewer: Viewer, days: int) -> str:
    if days <= 0:
        return viewer.say("pemutakhiran.lag_none")
    return viewer.say("pemutakhiran.lag_one" if days == 1 else "pemutakhiran.lag_many", days=viewer.voice.bulat(days))
