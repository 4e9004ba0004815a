"""What "where to check next" reads from the store, kept by build, scope and question; a part of `cached`."""

from __future__ import annotations

from data import model
from pages.shared.cached_movement import of_store

SIDES = model.SIDES
groups = of_store(model.checking_groups)
standing = of_store(model.standing)
quality = of_store(model.checking_quality)
assisted = of_store(model.assisted_errors)
rounds = of_store(model.rounds)
