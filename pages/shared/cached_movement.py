"""What the pages on movement read from the store, kept by build, scope and question; the second half of `cached`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import streamlit as st

from data import movements, updates
from data.store import open_store
from pages.shared.cached import folder

Answer = TypeVar("Answer")


def _of_store(reader: Callable[..., Answer]) -> Callable[..., Answer]:
    """The reader without its store: that is the newest build, and part of the key."""
    kept = st.cache_data(max_entries=64, show_spinner=False)(reader)

    @wraps(reader)
    def ask(*question: object) -> Answer:
        return kept(open_store(folder()), *question)

    return ask


ledger = _of_store(movements.ledger)
decile_flows = _of_store(movements.decile_flows)
spans = _of_store(movements.spans)
register_flows = _of_store(movements.register_flows)
spells = _of_store(movements.spells)
years_on_aid = _of_store(movements.years_on_aid)
update_flows = _of_store(updates.flows)
update_areas = _of_store(updates.areas)
update_waits = _of_store(updates.waits)
update_effects = _of_store(updates.effects)
update_span = _of_store(updates.span)
register_quality = _of_store(updates.register_quality)
