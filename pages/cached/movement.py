"""What the pages on movement and upkeep show of the store, kept by build, scope and question; a part of `cached`."""

from __future__ import annotations

from data.figures import ledger as ledgers_shown
from data.figures import mobility, tenure, upkeep
from pages.cached.store import of_store

ledger = of_store(ledgers_shown.area)
ledgers = of_store(ledgers_shown.areas)
on_any_aid = of_store(mobility.on_any_aid)
moves = of_store(mobility.moves)
spans = of_store(mobility.spans)
stability = of_store(mobility.year)
years_on_aid = of_store(tenure.years_on_aid)
curves = of_store(tenure.curves_by_group)
curves_of_programmes = of_store(tenure.curves_by_programme)
causes = of_store(tenure.causes)
proposals = of_store(upkeep.proposals)
proposal_areas = of_store(upkeep.proposal_areas)
last_day_of_updates = of_store(upkeep.last_day)
register = of_store(upkeep.register)
register_areas = of_store(upkeep.register_areas)
