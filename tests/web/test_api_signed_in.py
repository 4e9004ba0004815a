"""The API for people who sign in: whoever has no sign-in that holds gets nothing, others what they have been given."""

from __future__ import annotations

import json
import shutil
import time

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

import settings
from data.access import claims
from data.keep import audit, sign_ins
from data.store.open import open_store
from tests.browser.provider import COOKIE_SECRET, configured
from web.api.document import EXAMPLE

ISSUER = "http://127.0.0.1:1"


@pytest.fixture
def store(served, tmp_path, monkeypatch):
    shutil.copytree(served.path, tmp_path / "store", symlinks=True, ignore=shutil.ignore_patterns("app.sqlite*"))
    monkeypatch.setenv(settings.STORE_VARIABLE, str(tmp_path / "store"))
    monkeypatch.setenv(settings.ACCESS_VARIABLE, str(configured(tmp_path, ISSUER, "http://localhost:1")))
    open_store(tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def cookies(store):
    """`cookies("sub-analis")` is what a browser holds after signing in; facts as the provider tells them."""

    def of(sub, secret=COOKIE_SECRET, taken_up=True, **said):
        now = time.time()
        told = {"iss": ISSUER, "aud": "tepat", "sub": sub, "iat": now - 5, "exp": now + 300, "nonce": sub} | said
        of.key = claims.key_of(told)
        if taken_up:
            sign_ins.begin(store, of.key, sub, now)
        whole = json.dumps({**told, "is_logged_in": True, "origin": "http://localhost:1"})
        return {USER_COOKIE_NAME: create_signed_value(secret, USER_COOKIE_NAME, whole).decode()}

    return of


REGION = {"groups": ["dinsos-sidoarjo"]}


@pytest.mark.parametrize("address", ["quarters", "areas", "desil", "ledger", "errors?area=35.15"])
def test_nobody_gets_a_figure_without_signing_in(ask, store, address):
    answer = ask(address)
    assert answer.status_code == 401 and "rows" not in answer.text and "perlu masuk" in answer.json()["detail"]
    assert ask("simulate", "POST", content=EXAMPLE, headers={"content-type": "application/toml"}).status_code == 401
    assert audit.latest(store, 10) == ()


def test_sign_in_that_does_not_hold_opens_nothing(ask, cookies):
    assert ask("desil", cookies=cookies("sub-analis", taken_up=False)).status_code == 401
    assert ask("desil", cookies=cookies("sub-analis", secret="x" * 64)).status_code == 401
    assert ask("desil", cookies=cookies("sub-analis", iat=1.0)).status_code == 401
    assert ask("desil", cookies=cookies("sub-analis", aud="lain")).status_code == 401
    unknown = ask("desil", cookies=cookies("sub-orang-lain"))
    assert unknown.status_code == 403 and "sub-orang-lain" in unknown.json()["detail"]


def test_sign_in_that_has_ended_opens_nothing_any_more(ask, store, cookies):
    held = cookies("sub-analis")
    assert ask("quarters", cookies=held).status_code == 200
    sign_ins.end(store, cookies.key, time.time(), "signed out")
    assert ask("quarters", cookies=held).status_code == 401


def test_region_gets_its_area_and_nothing_of_another(ask, cookies):
    held = cookies("sub-daerah", **REGION)
    own = ask("desil", cookies=held).json()
    assert {row["code"] for row in own["rows"]} == {"35.15"} and own["level"] == "kabupaten"
    for address in ("desil?level=nation", "desil?area=35", "desil?area=35.78", "ledger?area=51", "areas?area=35.78"):
        assert ask(address, cookies=held).status_code == 403, address
    assert ask("desil?view_as=analyst", cookies=held).status_code == 400
    answer = ask(
        "simulate?by=kabupaten", "POST", cookies=held, content=EXAMPLE, headers={"content-type": "application/toml"}
    )
    assert {row["group"] for row in answer.json()["rows"]} == {"35.15"}


def test_region_asks_no_table_of_another_whatever_it_says_to_know(ask, store, cookies):
    held = cookies("sub-daerah", **REGION)
    own = ask("desil", cookies=held).headers["etag"]
    for mark in ("*", own, f"{own}, *"):
        assert ask("desil?area=35.78", cookies=held, headers={"if-none-match": mark}).status_code == 403
    assert [one.event.area for one in audit.latest(store, 10)] == ["35.15"]


def test_region_asks_no_scenario_that_tells_of_others_and_gets_no_part_under_the_name_of_a_whole(ask, store, cookies):
    held, kind = cookies("sub-daerah", **REGION), {"content-type": "application/toml"}
    told = {"value": 1, "start": "always", "unit": "rupiah per quarter", "status": "scenario", "source": "x"}
    shared = {"name": "x", "baseline": "aturan_berlaku", "sembako": {"budget_limit": [told]}}
    refused = ask("simulate", "POST", cookies=held, json=shared)
    assert refused.status_code == 422 and "limit for the whole nation" in refused.json()["detail"]
    before = len(audit.latest(store, 10))
    known = ask("simulate", "POST", cookies=held, json=shared, headers={"if-none-match": "*"})
    assert known.status_code == 422 and len(audit.latest(store, 10)) == before
    part = ask("simulate?by=province", "POST", cookies=held, content=EXAMPLE, headers=kind)
    assert part.status_code == 403 and "no province is wholly within" in part.json()["detail"]


def test_every_answer_is_in_the_trail_also_one_that_was_known(ask, store, cookies):
    held = cookies("sub-analis")
    mark = ask("ledger?area=35.15&programme=PKH", cookies=held).headers["etag"]
    assert ask("ledger?area=35.15&programme=PKH", cookies=held, headers={"if-none-match": mark}).status_code == 304
    ask("simulate", "POST", cookies=held, content=EXAMPLE, headers={"content-type": "application/toml"})
    ask("desil?area=99.99", cookies=held)
    noted = [(one.event.who, one.event.what, one.event.page, one.event.area) for one in audit.latest(store, 10)]
    assert noted == [
        ("sub-analis", audit.RAN, "api", "ID"),
        ("sub-analis", audit.TOOK, "api", "35.15"),
        ("sub-analis", audit.TOOK, "api", "35.15"),
    ]
    assert "ledger" in audit.latest(store, 1, audit.TOOK)[0].event.about and not audit.look(store).faults
