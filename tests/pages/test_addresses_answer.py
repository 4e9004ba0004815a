"""Every address that a page tells of its data answers, with figures that stand on that page."""

from __future__ import annotations

import re

import httpx
import pandas as pd
import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from pages.shared.voice import Voice
from tests.waiting import waited_for
from web.api import routes

ADDRESS = re.compile(r"api/v1/\w+\?[\w=&.]+")
#: Smaller ones stand on many pages by accident.
TELLING = 100
#: Pages that write their figures as text; charts and the moves between deciles (shares) are held elsewhere.
VISITS = (
    ("ringkasan", {}),
    ("pemutakhiran", {"lihat": "usulan"}),
    ("pergerakan", {"wilayah": "35.15", "program": "SEMBAKO"}),
    ("ketepatan", {"wilayah": "35", "program": "PBI"}),
    ("pemutakhiran", {"lihat": "register", "wilayah": "35"}),
)


@pytest.mark.parametrize(("page", "choices"), VISITS)
def test_address_told_on_a_page_answers_with_figures_of_that_page(visit, page: str, choices: dict[str, str]):
    shown = visit(page, bahasa="en", **choices)
    text = everything(shown)
    told = sorted({*ADDRESS.findall(text)})
    assert told
    for address in told:
        answer = asked(address)
        assert answer.status_code == 200, (address, answer.text)
        rows = pd.DataFrame(answer.json()["rows"])
        whole, short = figures(rows)
        assert whole & numbers(text) or any(one in text for one in short), address


def asked(address: str) -> httpx.Response:
    """The answer of the API over the store that the pages show."""
    app = Starlette(routes=[routes.mounted()])

    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(f"/{address}")

    return waited_for(once())


def everything(app: AppTest) -> str:
    """All that a page says, its metrics and the cells of its tables."""
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.metric, app.info, app.warning)
    said = [str(element.value) for kind in kinds for element in kind]
    cells = [frame.value.to_csv() for frame in app.dataframe]
    return "\n".join((*said, *cells))


def figures(rows: pd.DataFrame) -> tuple[set[str], set[str]]:
    """Counts as pages write them in English, in full or without commas, and shares in percent; and large counts in
    words (14.9 million)."""
    whole, short = set(), set()
    for name in rows.select_dtypes("number").columns.drop("decile", errors="ignore"):
        for value in rows[name].dropna():
            if float(value).is_integer() and value >= TELLING:
                whole |= {f"{int(value):,}", str(int(value)), f"{int(value)}.0"}
                short |= {Voice("en").angka(value)} if value >= 1_000_000 else set()
            elif 0 < value < 1:
                whole.add(f"{100 * value:.1f}%")
    return whole, short


def numbers(text: str) -> set[str]:
    """What stands on the page as a number."""
    return {*re.findall(r"\d[\d,]*(?:\.\d+)?%?", text)}
