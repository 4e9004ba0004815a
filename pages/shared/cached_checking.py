"""What "where to check next" reads from the store, kept by build, scope and question; a part of `cached`."""

from __future__ import annotations

from data.read.accuracy import models
from pages.shared.cached_movement import of_store

SIDES = models.SIDES
groups = of_store(models.checking_groups)
standing = of_store(models.standing)
quality = of_store(models.checking_quality)
assisted = of_store(models.assisted_errors)
rounds = of_store(models.rounds)
