"""Who looks, at what, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from data.store.scope import Scope
from pages.shared import address
from pages.shared.voice import Say, Voice


@dataclass(frozen=True)
class Viewer:
    """A person at the screen: the areas that this person may see, the language of the screen, and who it is.

    ``sees_exact`` is the right to exact cells below the province. Until there is sign-in everybody is the same person,
    `lokal`, without it.
    """

    scope: Scope
    language: str
    who: str = "lokal"
    sees_exact: bool = False

    @property
    def voice(self) -> Voice:
        """Speaks and writes numbers in the viewer's language."""
        return Voice(self.language)

    @property
    def say(self) -> Say:
        """The sentence of a key in the viewer's language."""
        return self.voice.say


def viewer() -> Viewer:
    """The viewer of this run. Everybody sees the nation until sign-in exists."""
    return Viewer(scope=Scope.national(), language=address.language())
