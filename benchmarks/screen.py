"""What a browser keeps of one session of the application: its widgets, the messages it holds, its address; and what it
asks for. Speaks Streamlit's own protobuf, so that a benchmark is a visitor like any other."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

#: Kinds of widgets whose value is one of what they show.
CHOICES = ("selectbox", "button_group", "checkbox", "slider", "expandable")
#: Widgets that change no figure: the language is another copy of everything.
LEFT_ALONE = ("language",)
#: The front end keeps messages for so many runs.
KEPT_RUNS = 2


@dataclass
class Screen:
    """The state of one tab, fed with every message that comes from the server."""

    page: str = ""
    page_hash: str = ""
    query: str = ""
    finished: int = 0
    faults: int = 0
    bytes_in: int = 0
    elements: dict[tuple[int, ...], Any] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    _held: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict)
    _promised: frozenset[str] = frozenset()
    _seen: set[tuple[int, ...]] = field(default_factory=set)

    def take(self, message: ForwardMsg) -> None:
        """Take one message in."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            self._delta(message.metadata.delta_path, self._held[message.ref_hash][1])
        elif kind == "delta":
            if message.metadata.cacheable:
                self._held[message.hash] = (self.finished, message)
            self._delta(message.metadata.delta_path, message)
        elif kind == "new_session":
            self._seen = set()
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished":
            self._ended()

    def _delta(self, path: Any, message: ForwardMsg) -> None:
        place = tuple(path)
        self._seen.add(place)
        if message.delta.WhichOneof("type") != "new_element":
            self.elements.pop(place, None)
            if message.delta.add_block.expandable.id:  # its levers are drawn while it is open
                self.elements[place] = message.delta.add_block
            return
        element = message.delta.new_element
        self.elements[place] = element
        if element.WhichOneof("type") == "exception":
            self.faults += 1
        widget = getattr(element, element.WhichOneof("type") or "", None)
        if getattr(widget, "set_value", False):
            self.states.pop(widget.id, None)

    def _ended(self) -> None:
        self.finished += 1
        self.elements = {place: one for place, one in self.elements.items() if place in self._seen}
        here = {getattr(getattr(one, one.WhichOneof("type")), "id", "") for one in self.elements.values()}
        self.states = {name: state for name, state in self.states.items() if name in here}
        kept = lambda name, ran: name in self._promised or self.finished - ran <= KEPT_RUNS  # noqa: E731
        self._held = {name: one for name, one in self._held.items() if kept(name, one[0])}

    def opening(self, page: str, **query: str) -> BackMsg:
        """Ask for a page by its address, as a link does."""
        self.page, self.query, self.states = page, urlencode(query), {}
        self.page_hash = ""
        return self.asking()

    def asking(self) -> BackMsg:
        """Ask for the page as it stands."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self.query, self.page_hash
        state.page_name = "" if self.page_hash else self.page
        state.widget_states.widgets.extend(self.states.values())
        # The server may answer by these until the next question, also after a run that was left at its time limit.
        self._promised = frozenset(self._held)
        state.cached_message_hashes.extend(self._promised)
        state.context_info.color_scheme = "light"
        return message

    def moving(self, name: str, chance: random.Random) -> BackMsg:
        """Ask for the page after one widget, by a part of its id, was moved to another of its values."""
        widget = next(one for one in self.widgets() if name in one[1].id)
        state = _another_value(*widget, chance)
        self.states[state.id] = state
        return self.asking()

    def widgets(self) -> list[tuple[str, Any]]:
        """Kind and message of every widget that can be moved without typing."""
        found = [(one.WhichOneof("type"), getattr(one, one.WhichOneof("type"))) for one in self.elements.values()]
        return [
            (kind, widget)
            for kind, widget in found
            if kind in CHOICES
            and not any(widget.id.endswith(name) for name in LEFT_ALONE)
            and not getattr(widget, "disabled", False)
            and (kind not in ("selectbox", "button_group") or len(widget.options) > 1)
        ]


def _another_value(kind: str, widget: Any, chance: random.Random) -> WidgetState:
    state = WidgetState(id=widget.id)
    if kind == "selectbox":
        state.string_value = chance.choice([one for one in widget.options if one != widget.raw_value])
    elif kind == "button_group":
        state.string_array_value.data.append(chance.choice([one.content for one in widget.options]))
    elif kind in ("checkbox", "expandable"):
        state.bool_value = chance.random() < 0.5
    elif widget.options:  # a slider of words
        state.string_array_value.data.append(chance.choice(list(widget.options)))
    else:
        steps = round((widget.max - widget.min) / (widget.step or 1))
        state.double_array_value.data.append(widget.min + chance.randint(0, steps) * (widget.step or 1))
    return state
