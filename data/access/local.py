"""What holds while no sign-in is configured: one computer, synthetic data, and roles to try; more only when told."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from data.access.roles import Access, Role
from data.store.scope import Scope
from terms import InputError

#: What must be told in so many words before everybody is let in without sign-in.
ANY_ADDRESS, REAL_DATA = "reachable-by-everyone", "real-data-for-everyone"
WORDS = (ANY_ADDRESS, REAL_DATA)
#: The viewers to try scopes with; the first is who looks unless another is chosen.
VIEWERS = {
    "analyst": Access("lokal", Role.ANALYST, Scope.national()),
    "leader": Access("lokal-pimpinan", Role.LEADER, Scope.national()),
    "region": Access("lokal-daerah", Role.REGION, Scope.kabupaten("35.15"), sees_above=False),
    "auditor": Access("lokal-pemeriksa", Role.AUDITOR, Scope.national()),
}


def told(text: str, name: str) -> frozenset[str]:
    """The words in a variable of the environment; InputError for any other, so that a slip opens nothing."""
    words = frozenset(text.split())
    if unknown := sorted(words - set(WORDS)):
        raise InputError(f"{name}: must be any of {', '.join(WORDS)}, got {', '.join(unknown)}")
    return words


def is_loopback(host: str | None) -> bool:
    """Whether an address or name means this computer alone; nothing at all means every network."""
    if not host:
        return False
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        found = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def refused_address(address: str | None, words: Collection[str], name: str) -> str:
    """Why the application may not answer on this address without sign-in, in a sentence; empty when it may."""
    if ANY_ADDRESS in words or is_loopback(address):
        return ""
    return (
        f"server.address: without sign-in the application answers on this computer only (127.0.0.1), got"
        f" {address or 'every address'}; configure sign-in, or tell {name}={ANY_ADDRESS}"
    )


def refused_store(is_synthetic: bool, words: Collection[str], name: str) -> str:
    """Why this store may not be shown without sign-in, in a sentence; empty when it may."""
    if is_synthetic or REAL_DATA in words:
        return ""
    return (
        "store: without sign-in only a synthetic register is shown, and this one holds real quarters; configure"
        f" sign-in, or tell {name}={REAL_DATA}"
    )
