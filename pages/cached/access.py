"""Who looks, as far as the server knows: the viewer chosen to try scopes with while nobody signs in."""

from __future__ import annotations

import settings
from data.access import local
from data.access.roles import Access
from pages.cached.register import QuarterFacts, quarter_facts_all
from terms import Quarter

#: Whom the local mode offers to look as.
LOCAL_VIEWERS = local.VIEWERS


def is_local() -> bool:
    """Whether nobody signs in here."""
    return settings.access_file() is None


def is_open() -> bool:
    """Whether everybody is let in from everywhere without sign-in, as somebody told."""
    return is_local() and local.ANY_ADDRESS in _words()


def chosen(name: str) -> Access:
    """The viewer of this name in the local mode; the first one for any other name."""
    return LOCAL_VIEWERS.get(name, next(iter(LOCAL_VIEWERS.values())))


def closed() -> str:
    """The key of the sentence that is all that may be shown; empty when the pages may be."""
    if is_local() and local.refused_store(_all_synthetic(), _words(), settings.OPEN_VARIABLE):
        return "masuk.local_real"
    return ""


def register_facts() -> dict[Quarter, QuarterFacts]:
    """What came with each quarter of the build."""
    return quarter_facts_all()


def _all_synthetic() -> bool:
    """One real quarter makes a register real."""
    return all(facts.synthetic for facts in register_facts().values())


def _words() -> frozenset[str]:
    return local.told(settings.open_words(), settings.OPEN_VARIABLE)
