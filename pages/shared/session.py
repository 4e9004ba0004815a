"""Who looks, at what, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.access.roles import Access, Role
from data.store.scope import Scope
from pages.cached import access
from pages.shared import address
from pages.shared.voice import Say, Voice

#: Under this key the switch of the local mode keeps whom one looks as.
LOOKS_AS = "looks-as"


@dataclass(frozen=True)
class Viewer:
    """A person at the screen: the areas that this person may see, the language of the screen, and who it is.

    ``sees_exact`` is the right to exact cells below the province. While nobody signs in everybody is the same person,
    `lokal`, without it.
    """

    scope: Scope
    language: str
    who: str = "lokal"
    sees_exact: bool = False
    role: Role = Role.ANALYST
    sees_above: bool = True

    @property
    def access(self) -> Access:
        """What this person has been given."""
        return Access(self.who, self.role, self.scope, self.sees_exact, self.sees_above)

    @property
    def voice(self) -> Voice:
        """Speaks and writes numbers in the viewer's language."""
        return Voice(self.language)

    @property
    def say(self) -> Say:
        """The sentence of a key in the viewer's language."""
        return self.voice.say


class NotLetIn(Exception):
    """A page was run for somebody who has passed no door."""


def held() -> Access | str:
    """What whoever looks has been given, or the key of the sentence that is shown instead."""
    return access.held(st.session_state.get(LOOKS_AS, ""))


def viewer() -> Viewer:
    """The viewer of this run. The menu shuts the door on others, so that a page that has none stops here."""
    found = held()
    if isinstance(found, str):
        raise NotLetIn(found)
    return Viewer(found.scope, address.language(), found.who, found.sees_exact, found.role, found.sees_above)


def retell(viewer: Viewer, key: str) -> None:
    """After a change of language, set a widget to what it is: the browser keeps the words it shows, not the code."""
    told = f"{key}/language"
    if st.session_state.get(told, viewer.language) != viewer.language and key in st.session_state:
        st.session_state[key] = st.session_state[key]
    st.session_state[told] = viewer.language
