"""The nation's cells of a quarter, one copy a process: the exact ones, and those perturbed for below the province."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from data.figures.perturbed import perturbed
from data.keep.figures_key import figures_key
from data.read import register
from data.store.open import Store, open_store
from data.store.scope import Scope
from pages.cached.store import folder
from simulator.cells import Cells
from terms import InputError, Quarter


@dataclass(frozen=True)
class Guard:
    """By what cells are changed before they answer: the site's secret, or nothing at all (exact cells).

    It is part of the key of whatever is kept of an answer, so that cells changed under one secret never answer for
    another. There it stands by the digest of the secret: the secret itself is no key of a cache.
    """

    secret: bytes | None = field(default=None, repr=False)

    def digest(self) -> str:
        return "" if self.secret is None else hashlib.sha256(self.secret).hexdigest()


EXACT = Guard()
#: How a cache tells guards apart.
BY_DIGEST: dict[str | type[Any], Callable[[Any], Any]] = {Guard: Guard.digest}


def guard(guarded: bool) -> Guard:
    """The site's guard; ``EXACT`` where none is asked for. InputError where one is, and the site has no key."""
    found = own_guard() if guarded else EXACT
    if found is None:
        raise InputError("figures: the site has no key (figures.key), so nothing below the province can be computed")
    return found


def own_guard() -> Guard | None:
    """The guard of the site's key as it is now; None where there is no key."""
    secret = figures_key(folder())
    return None if secret is None else Guard(secret)


def cells(quarter: Quarter, guarded: bool = False) -> Cells:
    """The nation's cells; ``guarded``: perturbed. InputError where that needs the site's key and there is none."""
    return of_store(open_store(folder()), quarter, guard(guarded))


def of_store(store: Store, quarter: Quarter, by: Guard) -> Cells:
    """``cells`` of a build that is open."""
    return _exact(store, quarter) if by.secret is None else _perturbed(store, quarter, by)


@st.cache_resource(max_entries=4, show_spinner=False)
def _exact(store: Store, quarter: Quarter) -> Cells:
    return register.cells(store, Scope.national(), quarter)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=BY_DIGEST)
def _perturbed(store: Store, quarter: Quarter, by: Guard) -> Cells:
    assert by.secret is not None
    return perturbed(_exact(store, quarter), by.secret)
