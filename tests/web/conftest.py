"""The API over the register of weight 1, asked as a program asks it."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette

import settings
from tests.data.figures.conftest import weight_one
from tests.waiting import waited_for
from web.api import routes
from web.api.limits import AskingLimits

__all__ = ["weight_one"]


@pytest.fixture(scope="session")
def api():
    """The API alone, without a limit that a test would meet by accident."""
    return Starlette(routes=[routes.mounted("", AskingLimits(a_minute=100_000))])


@pytest.fixture
def served(weight_one, monkeypatch):
    """The store that the API reads; nobody signs in."""
    monkeypatch.setenv(settings.STORE_VARIABLE, str(weight_one.path))
    monkeypatch.delenv(settings.ACCESS_VARIABLE, raising=False)
    monkeypatch.delenv(settings.OPEN_VARIABLE, raising=False)
    return weight_one


@pytest.fixture
def ask(api, served):
    """`ask("desil?area=35")` gives the answer; `method`, `content`, `headers`, `cookies` as of httpx, another `app`."""

    def asked(address, method="GET", app=None, cookies=None, **more):
        async def once():
            transport = httpx.ASGITransport(app=app or api, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost", cookies=cookies) as client:
                return await client.request(method, f"/api/v1/{address}", **more)

        return waited_for(once())

    return asked
