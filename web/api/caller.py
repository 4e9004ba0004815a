"""Who asks the API: whoever signed in with this browser, as for the pages; without sign-in the local viewer."""

from __future__ import annotations

from collections.abc import Mapping

import settings
from data.access import configuration, local
from data.access.roles import Access
from data.keep import audit
from pages.cached import access
from pages.cached.store import folder
from pages.shared.voice import LANGUAGES, Voice
from terms import NATION
from web.api.problems import Problem
from web.identity import identity

#: What shuts a page, and what the API says then: nobody is signed in, somebody may not see, or nothing can be known.
_UNKNOWN = ("masuk.unknown", "masuk.revoked")
_SERVER = ("masuk.unavailable", "masuk.misconfigured")


def of(cookies: Mapping[str, str], view_as: str | None) -> Access:
    """What this person has been given; a Problem: 401 without a sign-in that holds, 403 for who may see nothing."""
    file = settings.access_file()
    if file is None:
        return _local(view_as)
    if view_as is not None:
        raise Problem(400, "view_as: only where nobody signs in; you see what you have been given")
    told = identity(cookies, configuration.read(file).sign_in.cookie_secret) or {}
    found = access.held_by(told)
    shut = found if isinstance(found, str) else access.seen_by(told)
    if shut:
        raise Problem(_status(shut), said(shut, str(told.get("email") or told.get("name") or told.get("sub") or "")))
    assert isinstance(found, Access)
    return found


def note(who: Access, what: str, area: str, about: str) -> None:
    """Into the audit trail, as for a file of the pages; what cannot be noted raises, and is not told."""
    if settings.access_file() is None:
        return
    whole = ",".join((*who.scope.province_codes, *who.scope.kabupaten_codes)) or NATION
    audit.note(folder(), audit.Event(who.who, who.role, what, "api", whole if area == NATION else area, about))


def said(key: str, person: str = "") -> str:
    """A sentence of the pages in both languages; some name the person."""
    return " / ".join(Voice(language).say(key, person=person) for language in LANGUAGES)


def _local(view_as: str | None) -> Access:
    if shut := access.closed():
        raise Problem(403, said(shut))
    return local.VIEWERS[view_as or next(iter(local.VIEWERS))]


def _status(shut: str) -> int:
    return 403 if shut in _UNKNOWN else 503 if shut in _SERVER else 401
