"""The kecamatan of a kabupaten as they may be shown, kept once a build, scope, kabupaten and quarter."""

from __future__ import annotations

from data.figures import kecamatan
from pages.cached.store import of_store

#: See `data.figures.kecamatan.areas`.
areas = of_store(kecamatan.areas)
