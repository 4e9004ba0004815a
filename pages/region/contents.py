"""The head that stays in sight on the page of one area: whose it is, of which quarter, and the way to each block."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.cached import register
from pages.region import kecamatan, rest, what_if
from pages.region.choice import RegionChoice
from pages.shared import controls
from pages.shared.kept import kept
from pages.shared.session import Viewer

#: What the style and the script of the browser know the head and the blocks by.
HEAD, BLOCK = "kepala", "blok-"
#: The blocks below the first answer, a regent's first questions first.
BLOCKS: dict[str, Callable[[Viewer, RegionChoice], None]] = {
    "perubahan": rest.changed,
    "pengajuan": rest.waiting,
    "periksa": rest.checks,
    "kecamatan": kecamatan.show,
    "ketepatan": rest.errors,
    "serupa": rest.compared,
    "bagaimana": what_if.show,
}


@kept
def head(viewer: Viewer, chosen: RegionChoice) -> None:
    """Name, code and quarter, then the blocks, in the order in which they stand."""
    name = controls.area_name(viewer, chosen.area)
    code = "" if controls.level_of(chosen.area) == register.NATION else f" ({chosen.area})"
    ways = " · ".join(f"[{viewer.say(f'pantauan.block_{block}')}](#{BLOCK}{block})" for block in shown(chosen))
    with st.container(key=HEAD):
        st.markdown(f"**{name}**{code} · {viewer.voice.triwulan(chosen.quarter)}")
        st.markdown(ways)


def blocks(viewer: Viewer, chosen: RegionChoice) -> None:
    """All blocks, each where the head leads to."""
    for block, draw in shown(chosen).items():
        with st.container(key=f"{BLOCK}{block}"):
            draw(viewer, chosen)


def shown(chosen: RegionChoice) -> dict[str, Callable[[Viewer, RegionChoice], None]]:
    """The blocks of an area: only a kabupaten has kecamatan."""
    is_kabupaten = controls.level_of(chosen.area) == register.KABUPATEN
    return {block: draw for block, draw in BLOCKS.items() if is_kabupaten or block != "kecamatan"}
