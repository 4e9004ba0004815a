"""What ties the widgets of a rule to the scenario on the screen: each shows its value and changes it when moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from pages.scenario import draft
from pages.shared import address, number_field
from pages.shared.number_field import NumberField
from pages.shared.session import Viewer
from pages.shared.voice import Voice
from simulator.policy.fields import EXACT_QUARTERS, LONGEST_CAP
from simulator.policy.files import Policy, Rule
from terms import Quarter

NO_CAP = 0
CAPS = (*range(1, EXACT_QUARTERS + 1), *range(EXACT_QUARTERS + 4, LONGEST_CAP + 1, 4), NO_CAP)
#: Per cents from 0 to 100 in steps of one half.
HALVES = tuple(step / 2 for step in range(201))


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Bench:
    """One programme's rule under the hands of a viewer."""

    viewer: Viewer
    quarter: Quarter
    policy: Policy
    programme: str
    rule: Rule

    def say(self, word: str, **values: object) -> str:
        return self.viewer.say(f"simulasi.{word}", **values)

    def key(self, name: str) -> str:
        return address.key(f"{self.programme}.{name}")

    def bound(self, name: str, shown: Any, read: Callable[[Any], Any] = _as_it_is, part: str = "") -> dict[str, Any]:
        """The arguments of a widget for a field of the rule; ``read`` makes the field's value of the widget's."""
        key = self.key(name + part)
        st.session_state[key] = shown
        return {"key": key, "on_change": _moved, "args": (self.quarter, self.programme, name, key, read)}

    def marked(self, word: str, *names: str) -> str:
        """A heading, with a dot when the scenario itself says one of these fields."""
        own = {name for code, name, _ in self.policy.values if code == self.programme}
        return self.say(word) + (" ●" if own & set(names) else "")

    def share(self, name: str, share: float | None) -> None:
        """A share as a slider of per cents, in halves and wherever the share itself lies."""
        shown = round((share or 0.0) * 100, 1)
        st.select_slider(
            self.say(name),
            sorted({*HALVES, shown}),
            format_func=partial(_percent, self.viewer.language),
            help=self.say(f"{name}_help"),
            **self.bound(name, shown, lambda percent: round(percent / 100, 3)),
        )

    def number(
        self, name: str, value: int | None, label: str, read: Callable[[Any], Any], part: str = "", **looks: str
    ) -> None:
        """A number that is typed; `looks` may say what an empty field means, and give help."""
        field = NumberField(label, self.key(name + part), **looks)  # type: ignore[arg-type]

        def take(typed: int | float | None) -> None:
            draft.change(self.quarter, self.programme, name, read(typed))

        number_field.draw(self.viewer, field, value, take)

    def buttons(self, name: str, ways: tuple[str, ...]) -> None:
        """A row of buttons for one of few ways, such as `stop` or `suspend`."""
        st.segmented_control(
            self.say(name),
            ways,
            format_func=lambda way: self.say(f"{name}_{way}"),
            required=True,
            help=self.say(f"{name}_help"),
            **self.bound(name, getattr(self.rule, name)),
        )

    def change_button(self, label: str, name: str, value: Any, part: str = "") -> None:
        """A button that sets a field to a value."""
        args = (self.quarter, self.programme, name, value)
        st.button(label, key=self.key(f"{name}{part}/button"), on_click=draft.change, args=args)


@lru_cache(maxsize=1024)
def _percent(language: str, percent: float) -> str:
    return Voice(language).persen(percent / 100)


def cap_name(viewer: Viewer, quarters: int) -> str:
    """A time limit in words: `5 tahun`, `7 triwulan`, `tanpa batas waktu`."""
    if quarters == NO_CAP:
        return viewer.say("simulasi.cap_none")
    years, rest = divmod(quarters, 4)
    if rest:
        return viewer.say("simulasi.cap_quarters" if quarters > 1 else "simulasi.cap_quarter", quarters=quarters)
    return viewer.say("simulasi.cap_year" if years == 1 else "simulasi.cap_years", years=years)


def deciles_name(viewer: Viewer, limit: int) -> str:
    """The deciles up to a limit: `desil 1`, `desil 1–4`."""
    return viewer.say("titik.deciles_one") if limit == 1 else viewer.say("titik.deciles_to", limit=limit)


def _moved(quarter: Quarter, programme: str, name: str, key: str, read: Callable[[Any], Any]) -> None:
    draft.change(quarter, programme, name, read(st.session_state[key]))
