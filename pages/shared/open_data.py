"""Where a page's figures lie as data: their address in the API, and their file in the open data package."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from pages.shared import address
from pages.shared.voice import Voice
from terms import NATION, Quarter

API = "api/v1"
#: The table of a page, or of one of its views as the address names it (``lihat``).
TABLES = {
    ("ringkasan", ""): "recipients",
    ("pantauan", ""): "register",
    ("sebaran", ""): "desil",
    ("pergerakan", ""): "ledger",
    ("pergerakan", "desil"): "transitions",
    ("ketepatan", ""): "errors",
    ("pemutakhiran", ""): "proposals",
    ("pemutakhiran", "register"): "quality",
}
SCENARIO = "simulasi"
OF_PROGRAMME = ("recipients", "ledger", "errors")


def told(voice: Voice, quarter: Quarter) -> str:
    """One line about the page that is drawn; empty where nothing of it is in the API."""
    chosen = address.chosen()
    page = address.page()
    if page == SCENARIO:
        return voice.say("umum.open_scenario", address=f"POST {API}/simulate?quarter={quarter}")
    table = table_of(page, chosen)
    if not table:
        return ""
    return voice.say("umum.open_data", address=question(table, chosen, quarter), file=f"{table}.csv, {table}.parquet")


def table_of(page: str, chosen: Mapping[str, str]) -> str:
    """The table of a page with its choices; empty when there is none."""
    return TABLES.get((page, chosen.get("lihat", "")), TABLES.get((page, ""), ""))


def question(table: str, chosen: Mapping[str, str], quarter: Quarter) -> str:
    """The address that gives these figures: ``api/v1/desil?quarter=2026Q1&area=35&level=kabupaten``."""
    area = chosen.get(address.AREA, NATION)
    asked = {"quarter": str(quarter), "area": area}
    level = {"kabupaten": "kabupaten", "provinsi": "province", "province": "province"}.get(chosen.get("rinci", ""), "")
    if level and table != "transitions" and "." not in area:
        asked["level"] = level
    if table in OF_PROGRAMME and address.PROGRAMME in chosen:
        asked["programme"] = chosen[address.PROGRAMME]
    return f"{API}/{table}?{urlencode(asked)}"
