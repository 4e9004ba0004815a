"""What an identity says and whether it may be believed: its issuer, its audience, its time; and what it is given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from data.access.configuration import Configuration, Grant, SignIn
from data.access.roles import Access

#: Clocks of two machines may differ by this (seconds).
LEEWAY = 60
#: What Streamlit adds to the provider's claims.
_ADDED = ("origin", "is_logged_in", "provider", "tokens")

Claims = Mapping[str, Any]


def key_of(claims: Claims) -> str:
    """One sign-in: SHA-256 of all that the provider said, its nonce and time included, so that no two are alike."""
    told = {name: value for name, value in claims.items() if name not in _ADDED}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def fault(claims: Claims, sign_in: SignIn, now: float, is_new: bool = False) -> str:
    """Why an identity is not believed: issuer, audience, subject, time; empty when it is.

    ``is_new``: it has just come from the provider, so that its own ``exp`` must lie ahead.
    """
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if claims.get("iss") != sign_in.issuer:
        return "issuer"
    if sign_in.client_id not in audiences or claims.get("azp", sign_in.client_id) != sign_in.client_id:
        return "audience"
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        return "subject"
    issued, ends = _moment(claims, "iat"), _moment(claims, "exp")
    too_old = now > issued + sign_in.lasts or (is_new and now > ends + LEEWAY)
    return "time" if too_old or issued > now + LEEWAY or not issued or not ends else ""


def is_revoked(claims: Claims, configuration: Configuration) -> bool:
    """Whether this sign-in of this person is void."""
    issued = datetime.fromtimestamp(claims["iat"], UTC)
    return any(
        _is(claims, one.by, one.value, configuration.sign_in) and (one.before is None or issued < one.before)
        for one in configuration.revoked
    )


def given(claims: Claims, configuration: Configuration) -> Access | None:
    """What the first grant that fits gives; None for whom nobody knows."""
    fitting = (one for one in configuration.grants if _is(claims, one.by, one.value, configuration.sign_in))
    found = next(fitting, None)
    return None if found is None else _access(claims, found)


def _access(claims: Claims, found: Grant) -> Access:
    return Access(claims["sub"], found.role, found.scope, found.sees_exact, found.sees_above)


def _is(claims: Claims, by: str, value: str, sign_in: SignIn) -> bool:
    if by == "subject":
        return bool(claims.get("sub") == value)
    if by == "email":
        # Only the provider's word makes an address somebody's own.
        told = claims.get("email")
        return claims.get("email_verified") is True and isinstance(told, str) and told.casefold() == value.casefold()
    groups = claims.get(sign_in.groups_claim)
    return isinstance(groups, list) and value in groups


def _moment(claims: Claims, name: str) -> float:
    """A moment that the provider tells, in seconds since 1970; 0 when it tells none."""
    value = claims.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
