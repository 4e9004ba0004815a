"""Without sign-in only this computer is answered, and only a synthetic register is shown, unless somebody told so."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import settings
from data.access import local
from pages.cached import access
from terms import InputError
from tests.menu import MENU
from tests.waiting import waited_for
from web.local import LocalOnlyMiddleware

ROOT = Path(__file__).parents[2]
HERE = ("127.0.0.1", 40000)


def asked(client, server, kind="http", **headers):
    """What the middleware sends for a request from one end to the other; `passed` when it lets it through."""
    sent = []

    async def inside(scope, receive, send):
        sent.append("passed")

    async def send(message):
        sent.append(message.get("status", message["type"]))

    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "client": client, "server": server, "headers": named, "method": "GET", "path": "/"}
    waited_for(LocalOnlyMiddleware(inside)(scope, None, send))
    return sent[0]


@pytest.fixture(autouse=True)
def no_sign_in(monkeypatch):
    monkeypatch.delenv(settings.ACCESS_VARIABLE, raising=False)
    monkeypatch.delenv(settings.OPEN_VARIABLE, raising=False)


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_this_computer_is_answered(host):
    assert asked(HERE, ("127.0.0.1", 8501), host=host) == "passed"
    assert asked(("::1", 1), ("::1", 8501), "websocket", host=host) == "passed"


@pytest.mark.parametrize(
    ("client", "server", "headers"),
    [
        (("10.0.0.9", 1), ("10.0.0.2", 8501), {"host": "10.0.0.2:8501"}),
        (HERE, ("10.0.0.2", 8501), {"host": "localhost"}),
        (("10.0.0.9", 1), ("127.0.0.1", 8501), {"host": "localhost"}),
        (HERE, ("127.0.0.1", 8501), {"host": "attacker.example"}),
        (HERE, ("127.0.0.1", 8501), {"host": "localhost.attacker.example"}),
        (HERE, ("127.0.0.1", 8501), {}),
        (HERE, ("127.0.0.1", 8501), {"host": "localhost", "x_forwarded_for": "10.0.0.9"}),
        (HERE, ("127.0.0.1", 8501), {"host": "localhost", "forwarded": "for=10.0.0.9"}),
        (None, None, {"host": "localhost"}),
    ],
)
def test_another_computer_name_or_proxy_is_refused(client, server, headers):
    assert asked(client, server, **headers) == 403
    assert asked(client, server, "websocket", **headers) == "websocket.close"


def test_everybody_is_answered_once_that_was_told(monkeypatch):
    monkeypatch.setenv(settings.OPEN_VARIABLE, local.ANY_ADDRESS)
    assert asked(("10.0.0.9", 1), ("10.0.0.2", 8501), host="10.0.0.2:8501") == "passed"


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "10.0.0.2", "tepat.go.id", "127.0.0.1.go.id"])
def test_other_addresses_than_this_computers_need_the_words(address):
    assert "configure sign-in" in local.refused_address(address, (), "NAME")
    assert local.refused_address(address, (local.ANY_ADDRESS,), "NAME") == ""
    assert local.refused_address(address, (local.REAL_DATA,), "NAME") != ""


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.3.4", "::1", "localhost", "LOCALHOST", "::ffff:127.0.0.1"])
def test_addresses_of_this_computer_need_no_words(address):
    assert local.refused_address(address, (), "NAME") == ""


def test_word_that_is_none_opens_nothing_and_is_named():
    with pytest.raises(InputError, match="NAME: must be any of reachable-by-everyone, real-data-for-everyone, got yes"):
        local.told("yes reachable-by-everyone", "NAME")


@pytest.mark.parametrize("address", ["0.0.0.0", ""])
def test_launcher_refuses_to_start_for_the_network_with_a_sentence(tmp_path, address):
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port", "0"]
    command += ["--server.address", address]
    environment = {**os.environ, "TEPAT_STORE": str(tmp_path)}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 1
    assert "Error: server.address: without sign-in the application answers on this computer only" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.fixture
def opened(small_store, monkeypatch):
    monkeypatch.setenv("TEPAT_STORE", str(small_store))

    def open_menu(**state):
        app = AppTest.from_file(str(MENU), default_timeout=60)
        for name, value in state.items():
            app.session_state[name.replace("_", "-")] = value
        return app.run()

    return open_menu


def test_register_that_is_not_synthetic_is_not_shown(opened, monkeypatch):
    facts = access.register_facts
    real = {quarter: replace(one, synthetic=False) for quarter, one in facts().items()}
    monkeypatch.setattr("pages.cached.access.register_facts", lambda: real)
    app = opened()
    assert [each.value.split(",")[0] for each in app.error] == ["Register ini tidak sintetis"]
    assert not app.metric and not app.dataframe
    monkeypatch.setenv(settings.OPEN_VARIABLE, local.REAL_DATA)
    assert opened().metric


def test_one_real_quarter_among_synthetic_ones_is_real(opened, monkeypatch):
    facts = access.register_facts()
    newest = max(facts)
    mixed = {**facts, newest: replace(facts[newest], synthetic=False)}
    monkeypatch.setattr("pages.cached.access.register_facts", lambda: mixed)
    assert opened().error and not opened().metric


def test_switch_of_viewers_shows_the_region_its_own_figures(opened):
    nation, region = opened(), opened(looks_as="region")
    totals = [
        next(each.value for each in app.metric if each.label == "Keluarga dalam register") for app in (nation, region)
    ]
    assert totals[0] != totals[1]
    switch = next(each for each in nation.selectbox if each.key == "looks-as")
    viewers = ("Analis", "Pimpinan", "Daerah: Kabupaten Sidoarjo", "Pemeriksa")
    assert switch.options == [f"Sebagai: {one}" for one in viewers]


def test_footer_says_that_nobody_signs_in(opened, monkeypatch):
    assert any("hanya dapat dibuka dari komputer ini" in each.value for each in opened().caption)
    monkeypatch.setenv(settings.OPEN_VARIABLE, local.ANY_ADDRESS)
    assert any("siapa pun yang mencapai alamat ini" in each.value for each in opened().caption)
