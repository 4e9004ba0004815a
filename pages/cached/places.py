"""What the screen shows of places and of empowerment, kept by build, scope and question."""

from __future__ import annotations

from data.figures import places
from data.figures.places import Announced
from pages.cached.store import of_store

empowered = of_store(places.empowered)
empowered_areas = of_store(places.empowered_areas)
graduated = of_store(places.graduated)
left = of_store(places.left)
relapses = of_store(places.relapses)


def announced() -> dict[str, Announced]:
    """Targets and results of graduation as they were announced."""
    return places.announced()
