"""What the pages on movement read from the store, kept by build, scope and question; the second half of `cached`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import streamlit as st

from data.read import movement, updates
from data.store.open import open_store
from pages.shared.cached import folder

Answer = TypeVar("Answer")


def of_store(reader: Callable[..., Answer]) -> Callable[..., Answer]:
    """The reader without its store: that is the newest build, and part of the key."""
    kept = st.cache_data(max_entries=64, show_spinner=False)(reader)

    @wraps(reader)
    def ask(*question: object) -> Answer:
        return kept(open_store(folder()), *question)

    return ask


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
