"""What the areas of a quarter share, for commands that tell of one after the other."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data.figures.decided import cells_name
from data.figures.perturbed import perturbed
from data.figures.region.basis import RegionBasis
from data.keep.figures_key import digest_of, figures_key
from data.keep.mapped_cells import mapped
from data.read import register
from data.store.open import Store
from data.store.scope import Scope
from simulator.cells import Cells
from terms import Quarter

#: Two quarters beside each other, each exact and perturbed.
MOST_HELD = 4


def basis_of(store: Store, folder: Path, quarter: Quarter) -> RegionBasis:
    """The basis of a quarter of an open build; ``folder`` is that of the store, where the site's key lies."""
    secret = figures_key(folder)

    @lru_cache(maxsize=MOST_HELD)
    def held(when: Quarter, guarded: bool) -> Cells:
        name = cells_name(store, when, digest_of(secret) if guarded else "")
        return made(when, guarded) if name is None else mapped(folder, name, lambda: made(when, guarded))

    def made(when: Quarter, guarded: bool) -> Cells:
        if not guarded:
            return register.cells(store, Scope.national(), when)
        assert secret is not None, "without a key nothing perturbed is asked for"
        return perturbed(held(when, False), secret)

    return RegionBasis(store, quarter, held, digest_of(secret))
