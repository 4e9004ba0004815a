"""What the pages on movement read from the store, kept by build, scope and question; the second half of `cached`."""

from __future__ import annotations

from data.read import movement, updates
from pages.cached.store import of_store

ledger = of_store(movement.ledger)
decile_flows = of_store(movement.decile_flows)
spans = of_store(movement.spans)
register_flows = of_store(movement.register_flows)
spells = of_store(movement.spells)
years_on_aid = of_store(movement.years_on_aid)
update_flows = of_store(updates.flows)
update_areas = of_store(updates.areas)
update_waits = of_store(updates.waits)
update_effects = of_store(updates.effects)
update_span = of_store(updates.span)
register_quality = of_store(updates.register_quality)
