"""The nation's cells of a quarter, one copy a process: the exact ones, and those perturbed for below the province."""

from __future__ import annotations

import hashlib

import streamlit as st

from data.figures.perturbed import perturbed
from data.keep.figures_key import figures_key
from data.read import register
from data.store.open import Store
from data.store.scope import Scope
from pages.cached.questions import KEY, CacheKey
from pages.cached.store import build, folder, kept
from simulator.cells import Cells
from terms import InputError, Quarter


def cells(quarter: Quarter, guarded: bool = False) -> Cells:
    """The nation's cells; ``guarded``: perturbed. InputError where that needs the site's key and there is none."""
    return of_store(build(), quarter, guarded)


def can_be_guarded() -> bool:
    """Whether the site has a key to perturb with."""
    return figures_key(folder()) is not None


def key_digest() -> str:
    """Which key the site perturbs with, without telling it; empty when there is none."""
    secret = figures_key(folder())
    return "" if secret is None else hashlib.sha256(secret).hexdigest()


def of_store(store: Store, quarter: Quarter, guarded: bool) -> Cells:
    """``cells`` of a build that is open."""
    if not guarded:
        return _exact(store, quarter)
    secret = figures_key(folder())
    if secret is None:
        raise InputError("figures: the site has no key (figures.key), so nothing below the province can be computed")
    return _perturbed(CacheKey((store, quarter, hashlib.sha256(secret).hexdigest())), secret)


# Some 180 MB a quarter of the whole nation: the newest, and the one that somebody looks back at.
@kept(2)
def _exact(store: Store, quarter: Quarter) -> Cells:
    return register.cells(store, Scope.national(), quarter)


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs=KEY)
def _perturbed(asked: CacheKey, _secret: bytes) -> Cells:
    """By the digest of the key: another key is another register; the key itself is no key of a cache."""
    store, quarter, _ = asked.parts
    return perturbed(_exact(store, quarter), _secret)
