"""What changed? The errors that moved, and the three largest flows of the quarter with their reasons, against last
quarter and a year ago."""

from __future__ import annotations

import streamlit as st

from data.figures.region.first_page import AreaMovement
from pages.cached import region, register
from pages.overview import answer
from pages.overview.choice import Place, behind
from pages.paper.wording import programme
from pages.shared.kept import kept
from pages.shared.session import Viewer
from terms import QUARTERS_A_YEAR

#: The share of a flow from which on a reason is named.
WORTH_NAMING = 0.1


@kept
def show(viewer: Viewer, place: Place) -> None:
    """How the errors moved; then sentences, each a link to the ledger behind it."""
    say = viewer.say
    st.subheader(
        say("ringkasan.changed"), help=say("ringkasan.changed_note", quarter=viewer.voice.triwulan_dalam(place.quarter))
    )
    if errors := answer.moved(viewer, answer.courses(viewer, place), place.quarter, 1):
        st.markdown(errors)
    told = region.first_page(viewer.scope, place.area, place.quarter).movements
    if not told:
        is_first = place.quarter == register.quarters(viewer.scope)[0]
        st.markdown(say("ringkasan.no_change_first" if is_first else "ringkasan.no_change"))
    for one in told:
        query = behind(viewer, place, program=one.programme, satuan=one.unit)
        st.page_link("pergerakan.py", label=sentence(viewer, one), query_params=query)
    if told and all(one.year_ago is None for one in told):
        which = "no_earlier" if all(one.before is None for one in told) else "no_year"
        then = {"before": place.quarter.shift(-1), "quarter": place.quarter.shift(-QUARTERS_A_YEAR)}
        named = {name: viewer.voice.triwulan_dalam(quarter) for name, quarter in then.items()}
        st.caption(say(f"ringkasan.{which}", **named))


def sentence(viewer: Viewer, one: AreaMovement) -> str:
    """`12,0 juta jiwa keluar dari PBI-JKN (12,4 % dari penerima): desil di atas batas 11,0 juta; triwulan lalu …`."""
    say, voice = viewer.say, viewer.voice
    named = [
        say("ringkasan.reason", reason=_lower(say(f"pergerakan.reason_{reason}")), count=voice.angka(count))
        for reason, count in one.reasons
        if count >= one.count * WORTH_NAMING
    ]
    return say(
        f"ringkasan.{one.flow}",
        count=voice.count(one.count, one.unit),
        programme=programme(voice, one.programme),
        share=voice.persen(one.share),
        reasons=say("ringkasan.reasons", reasons=", ".join(named)) if named else "",
        then=_then(viewer, one),
    )


def _then(viewer: Viewer, one: AreaMovement) -> str:
    known = {"quarter": one.before, "year": one.year_ago}
    told = {name: viewer.voice.angka(count) for name, count in known.items() if count is not None}
    if not told:
        return ""
    which = "both" if len(told) == len(known) else next(iter(told))
    return viewer.say(f"ringkasan.then_{which}", **told)


def _lower(text: str) -> str:
    """Inside a sentence; abbreviations keep their capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
