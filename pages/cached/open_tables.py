"""The tables that leave as data, kept by build, scope and question; a part of `cached`."""

from __future__ import annotations

from data.figures.tables import read as tables
from pages.cached.store import of_store

read = of_store(tables.read)
