"""What stands around signing in: cookies, the wanted page, and settings that would open another door."""

from __future__ import annotations

import pytest
import streamlit as st

import settings
from data.access import configuration
from data.keep.figures_key import KEY_VARIABLE
from tests.browser.provider import configured
from web import signing, start
from web.signing import SignInMiddleware


@pytest.fixture
def sign_in(tmp_path, monkeypatch):
    def of(address):
        file = configured(tmp_path, "http://127.0.0.1:1", address)
        monkeypatch.setenv(settings.ACCESS_VARIABLE, str(file))
        return configuration.read(file).sign_in

    return of


def test_cookie_lives_as_long_as_a_sign_in_and_over_https_alone(sign_in):
    line = "_streamlit_user=abc; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax"
    shortened = signing._shortened(line, sign_in("https://tepat.go.id"))
    parts = shortened.split("; ")
    assert "Max-Age=28800" in parts and "Secure" in parts and "HttpOnly" in parts and "Max-Age=2592000" not in parts
    assert "Secure" not in signing._shortened(line, sign_in("http://localhost:8501")).split("; ")
    pieces = signing._shortened(
        line.replace("_streamlit_user=", "_streamlit_user_tokens_1="), sign_in("https://x.go.id")
    )
    assert "Max-Age=28800" in pieces
    other = "other=1; Max-Age=5"
    assert signing._shortened(other, sign_in("https://x.go.id")) == other
    assert signing._shortened('_streamlit_user=""; Max-Age=0', sign_in("https://x.go.id")).endswith("Max-Age=0")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "/"),
        ("%2Fsebaran%3Fdesil%3D1-2", "/sebaran?desil=1-2"),
        ("%2Fsebaran", "/sebaran"),
        ("%2F%2Fattacker.example", "/"),
        ("https%3A%2F%2Fattacker.example", "/"),
        ("%2Fsebaran%0D%0ASet-Cookie%3A%20x%3D1", "/"),
        ("%2Fsebaran%3Fx%3D1%0D%0ASet-Cookie%3A%20y", "/sebaran?x=1%0D%0ASet-Cookie%3A+y"),
        ("%2F..%2Fsebaran", "/"),
        ("%2Fauth%2Flogout", "/"),
    ],
)
def test_only_pages_of_ours_are_wanted(text, wanted):
    assert SignInMiddleware(None, pages=("", "sebaran")).wanted(text) == wanted


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("server.trustedUserHeaders", {"X-User": "sub"}),
        ("server.enableXsrfProtection", False),
        ("server.enableCORS", False),
        ("server.enableAgentApi", True),
    ],
)
def test_setting_that_lets_somebody_past_the_sign_in_stops_the_start(sign_in, monkeypatch, option, value):
    sign_in("http://localhost:1")
    assert start.secrets()["auth"]["redirect_uri"] == "http://localhost:1/oauth2callback"
    told = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: value if name == option else told(name))
    with pytest.raises(SystemExit, match=f"{option}: must not be"):
        start.secrets()


def test_short_key_of_the_figures_stops_the_start_with_or_without_sign_in(sign_in, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "short")
    for told in (lambda: None, lambda: sign_in("http://localhost:1")):
        told()
        with pytest.raises(SystemExit, match="Error: figures: the key in TEPAT_FIGURES_KEY must have at least 32"):
            start.secrets()


def test_faulty_configuration_stops_the_start_with_a_sentence(sign_in, tmp_path):
    sign_in("http://localhost:1")
    (tmp_path / "access.toml").write_text("[sign_in]\n")
    with pytest.raises(SystemExit, match="Error: access: "):
        start.secrets()
