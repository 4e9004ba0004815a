"""The bands: drawn after the page is shown, with a bar that moves, and kept; whatever changes the page stops it."""

from __future__ import annotations

import streamlit as st

from pages.cached import projection_bands
from pages.cached.long_work import Full
from pages.cached.projection import Compared
from pages.cached.projection_bands import DRAWS
from pages.projection import words
from pages.shared.session import Viewer

#: The page is whole on the screen before the drawing begins.
BEGINS_AFTER_SECONDS = 2.0


def show(viewer: Viewer, compared: Compared, programme: str) -> None:
    """That the lines have bands, or the bar of their drawing.

    The first run of the fragment is the page's own and draws only the bar; Streamlit runs it again a second later, and
    ends that run between two draws when anything else of the page moves. Where too many wait, it asks again by itself.
    """
    if projection_bands.are_drawn(compared, programme):
        st.caption(viewer.say("proyeksi.banded", draws=DRAWS))
        return
    is_page = [True]

    def draw() -> None:
        bar = st.progress(0.0, _done(viewer, 0))

        def told(done: int) -> None:
            bar.progress(done / DRAWS, _done(viewer, done))

        def waits(ahead: int, seconds: float) -> None:
            bar.progress(0.0, words.queue(viewer, ahead, seconds))

        if not is_page[0]:
            try:
                projection_bands.draw(compared, programme, told, waits)
            except Full as full:
                bar.progress(0.0, words.queue_full(viewer, full.seconds))
                return
            st.rerun()
        is_page[0] = False

    st.fragment(draw, run_every=BEGINS_AFTER_SECONDS)()


def _done(viewer: Viewer, done: int) -> str:
    return viewer.say("proyeksi.drawing", done=done, draws=DRAWS)
