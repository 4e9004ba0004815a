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


def viewer() -> Viewer:
    """The viewer of this run."""
    held = access.chosen(st.session_state.get(LOOKS_AS, ""))
    return Viewer(held.scope, address.language(), held.who, held.sees_exact, held.role, held.sees_above)
