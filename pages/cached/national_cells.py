"""The nation's cells of a quarter, one copy a process: the exact ones, and those perturbed for below the province."""

from __future__ import annotations

import logging

from data.figures.decided import cells_name
from data.figures.perturbed import perturbed
from data.keep.figures_key import figures_key
from data.keep.mapped_cells import mapped
from data.read import register
from data.store.open import Store
from data.store.scope import Scope
from pages.cached.guard import EXACT, Guard
from pages.cached.store import build, folder, kept
from simulator.cells import Cells
from terms import InputError, Quarter

log = logging.getLogger("tepat")


def guard(guarded: bool) -> Guard:
    """The site's guard; ``EXACT`` where none is asked for. InputError where one is, and the site has no key."""
    found = own_guard() if guarded else EXACT
    if found is None:
        raise InputError("figures: the site has no key (figures.key), so nothing below the province can be computed")
    return found


def own_guard() -> Guard | None:
    """The guard of the site's key as it is now; None where there is no key, or one that is too short to be any."""
    try:
        secret = figures_key(folder())
    except InputError as fault:
        log.error("figures below the province are withheld: %s", fault)
        return None
    return None if secret is None else Guard(secret)


def cells(quarter: Quarter, guarded: bool = False) -> Cells:
    """The nation's cells; ``guarded``: perturbed. InputError where that needs the site's key and there is none."""
    return of_store(build(), quarter, guard(guarded))


def key_digest() -> str:
    """Which key the site perturbs with, without telling it; empty when there is none."""
    return (own_guard() or EXACT).digest()


# What a policy needs of the cells is made once and kept with them: the newest quarter's, exact and perturbed, and those
# of one that somebody looks back at. The cells themselves lie in files that all processes map.
@kept(3)
def of_store(store: Store, quarter: Quarter, by: Guard) -> Cells:
    """``cells`` of a build that is open."""
    secret, name = by.secret, cells_name(store, quarter, by.digest())

    def made() -> Cells:
        if secret is None:
            return register.cells(store, Scope.national(), quarter)
        return perturbed(of_store(store, quarter, EXACT), secret)

    return made() if name is None else mapped(folder(), name, made)
