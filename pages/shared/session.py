"""Who looks, at what, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from data.store.scope import Scope
from pages.shared import address, voice


@dataclass(frozen=True)
class Viewer:
    """A person at the screen: the areas that this person may see, the language of the screen, and who it is.

    Until there is sign-in everybody is the same person, `lokal`.
    """

    scope: Scope
    language: str
    who: str = "lokal"

    @property
    def say(self) -> voice.Say:
        """Speaks the viewer's language."""
        return voice.speaker(self.language)


def viewer() -> Viewer:
    """The viewer of this run. Everybody sees the nation until sign-in exists."""
    return Viewer(scope=Scope.national(), language=address.language())
