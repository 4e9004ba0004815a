"""Where a page's figures lie as data: their address in the API, and their file in the open data package."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from data.store.scope import Scope
from pages.shared import address
from pages.shared.voice import Voice
from terms import NATION, Quarter

API = "api/v1"
#: The tables whose figures a page shows, or one of its views as the address names it (``lihat``); of a view that is not
#: here nothing is in them.
TABLES = {
    ("ringkasan", ""): ("recipients", "register", "errors", "ledger"),
    ("pantauan", ""): ("register", "recipients", "desil", "ledger", "errors", "proposals", "quality"),
    ("sebaran", ""): ("desil", "recipients"),
    ("pergerakan", ""): ("ledger", "reasons"),
    ("pergerakan", "neraca"): ("ledger", "reasons"),
    ("pergerakan", "peta"): ("ledger",),
    ("pergerakan", "desil"): ("transitions",),
    ("ketepatan", ""): ("errors",),
    ("ketepatan", "putusan"): ("errors",),
    ("ketepatan", "wilayah"): ("errors",),
    ("pemutakhiran", ""): ("proposals",),
    ("pemutakhiran", "usulan"): ("proposals",),
    ("pemutakhiran", "register"): ("quality", "register"),
}
SCENARIO = "simulasi"
OF_PROGRAMME = ("recipients", "ledger", "reasons", "errors")


def told(voice: Voice, scope: Scope, quarter: Quarter) -> str:
    """One line about the page that is drawn, with every table of it; empty where nothing of it is in the API."""
    chosen = address.chosen()
    page = address.page()
    if page == SCENARIO:
        return voice.say("umum.open_scenario", address=f"POST {API}/simulate?quarter={quarter}")
    tables = tables_of(page, chosen)
    if not tables:
        return ""
    addresses = ", ".join(question(table, chosen, quarter, usual_area(scope)) for table in tables)
    files = ", ".join(f"{table}.csv, {table}.parquet" for table in tables)
    return voice.say("umum.open_data", address=addresses, file=files)


def tables_of(page: str, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The tables of a page with its choices; none where nothing of it is in the package."""
    return TABLES.get((page, chosen.get("lihat", "")), ())


def usual_area(scope: Scope) -> str:
    """What a page is about where nothing was chosen: the nation, else the first area that the scope holds whole."""
    return NATION if scope.is_national else min((*scope.province_codes, *scope.kabupaten_codes))


def question(table: str, chosen: Mapping[str, str], quarter: Quarter, usual: str = NATION) -> str:
    """The address that gives these figures: ``api/v1/desil?quarter=2026Q1&area=35&level=kabupaten``."""
    area = chosen.get(address.AREA, usual)
    asked = {"quarter": str(quarter), "area": area}
    level = {"kabupaten": "kabupaten", "provinsi": "province", "province": "province"}.get(chosen.get("rinci", ""), "")
    if level and "." not in area:
        asked["level"] = level
    if table in OF_PROGRAMME and address.PROGRAMME in chosen:
        asked["programme"] = chosen[address.PROGRAMME]
    return f"{API}/{table}?{urlencode(asked)}"
