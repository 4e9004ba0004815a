"""Parts of a page that are drawn once for everybody who asks the same in the same language, and sent again from memory.

What a part draws is kept as the messages to the browser, so that a rerun that changes nothing makes no figure and no
table anew. A part holds no widget, for a widget belongs to one session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

import streamlit as st

from data.access.roles import Role
from pages.cached import register, store
from pages.cached.questions import KEY, CacheKey
from pages.cached.turns import turns
from pages.shared import figures, projector
from pages.shared.figures import Shown
from pages.shared.session import Viewer

Given = TypeVar("Given")
#: Parts of all pages together, those that were asked for last; the largest, a map of all kabupaten, is some 100 KB.
MOST_PARTS = 1_000


def kept(draw: Callable[..., Given]) -> Callable[..., Given]:
    """The part that `draw(viewer, …)` draws, by build, boundaries, viewer, language and question.

    The rest of what is asked must be plain values (`pages.cached.questions`). What `draw` returns is kept as it is and
    must not be changed. It is not told who looks, so that nobody's name or role gets into what all who may see the same
    are shown.
    """
    name = f"{draw.__module__}.{draw.__qualname__}"

    @wraps(draw)
    def again(viewer: Viewer, *asked: object) -> Given:
        anybody = replace(viewer, who="", role=Role.LEADER)
        return drawn(viewer, name, asked, lambda: draw(anybody, *asked))

    return again


def drawn(viewer: Viewer, name: str, asked: tuple[object, ...], draw: Callable[[], Given]) -> Given:
    """What `draw` draws and returns, under a name and all that it depends on besides build and viewer."""
    may_see = (viewer.scope, viewer.sees_exact, viewer.sees_above)
    seen = (*may_see, viewer.language, register.map_files().version, projector.is_on())
    question = CacheKey((store.build(), name, *seen, *asked))
    with turns().of(question.text()):
        found: tuple[Given, tuple[Shown, ...]] = _drawn(question, draw)
    figures.menus(found[1])
    return found[0]


@st.cache_resource(max_entries=MOST_PARTS, show_spinner=False, hash_funcs=KEY)
def _drawn(asked: CacheKey, _draw: Callable[[], Any]) -> tuple[Any, tuple[Shown, ...]]:
    """What is drawn returns, and the figures in it, whose menus are widgets and follow behind."""
    with figures.noted() as shown:
        found = _draw()
    return found, tuple(shown)
