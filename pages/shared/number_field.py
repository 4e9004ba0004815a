"""The one field for numbers: typed and shown in the page's language, whatever the browser's.

Streamlit's own number field cannot: it drops what it does not know, so that `750.000` became 750.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.shared import frame, typed_numbers
from pages.shared.session import Viewer
from pages.shared.voice import Voice

Number = int | float | None
LONGEST = 40
#: Far above any rupiah or family of the nation, far below where whole numbers stop being exact.
LARGEST = 10**15


@dataclass(frozen=True)
class NumberField:
    """0 to `largest` with at most so many decimals; `empty` says what no number means, where it may be left empty."""

    label: str
    key: str
    decimals: int = 0
    largest: float = LARGEST
    empty: str = ""
    help: str | None = None


@dataclass(frozen=True)
class _Refused:
    """A text that was not taken, while this value was in use."""

    text: str
    value: Number
    language: str


def draw(viewer: Viewer, field: NumberField, value: Number, take: Callable[[Number], None]) -> None:
    """The field with the value in use; `take` is called with a new one. What cannot be read is asked back beside it."""
    refused = st.session_state.get(_refused_key(field))
    if refused is not None and (refused.value, refused.language) != (value, viewer.language):
        forget(field.key)
        refused = None
    st.session_state[field.key] = refused.text if refused else written(field, value, viewer.voice)
    st.text_input(
        field.label,
        key=field.key,
        max_chars=LONGEST,
        placeholder=field.empty or None,
        help=field.help,
        on_change=_typed,
        args=(viewer.voice, field, value, take),
    )
    if refused:
        st.error(_fault(viewer, field, refused.text, value))


def written(field: NumberField, value: Number, voice: Voice) -> str:
    """The value as it stands in the field; empty when there is none."""
    return "" if value is None else voice.desimal(value, field.decimals)


def forget(key: str) -> None:
    """No longer ask about a text that was not taken."""
    st.session_state.pop(f"{key}/refused", None)


def _typed(voice: Voice, field: NumberField, value: Number, take: Callable[[Number], None]) -> None:
    text = st.session_state[field.key]
    try:
        found = typed_numbers.read(text, voice, field.decimals)
    except ValueError:
        found, is_taken = None, False
    else:
        is_taken = bool(field.empty) if found is None else 0 <= found <= field.largest
    if is_taken:
        forget(field.key)
        take(found)
    else:
        st.session_state[_refused_key(field)] = _Refused(text, value, voice.language)


def _fault(viewer: Viewer, field: NumberField, text: str, value: Number) -> str:
    """Why the text was not taken, how to write it, and what is still used."""
    voice, say = viewer.voice, viewer.say
    kept = say("umum.number_kept", value=written(field, value, voice) or field.empty)
    try:
        found = typed_numbers.read(text, voice, field.decimals)
    except ValueError:
        example = voice.desimal(1_250_000 if field.decimals == 0 else 36.5, 1)
        kind = "whole" if field.decimals == 0 else "decimal"
        return f"{say(f'umum.number_unsure_{kind}', value=frame.quoted(text), example=example)} {kept}"
    if found is None:
        return f"{say('umum.number_missing')} {kept}"
    high = voice.bulat(field.largest)
    return f"{say('umum.number_outside', value=frame.quoted(text), high=high)} {kept}"


def _refused_key(field: NumberField) -> str:
    return f"{field.key}/refused"
