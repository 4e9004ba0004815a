"""Signing in from end to end: a real provider, a real browser, and what somebody could try afterwards."""

from __future__ import annotations

import json
import shutil
import time
import urllib.error
import urllib.request

import pytest
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import expect

from data.keep import audit
from tests.browser.provider import CLIENT, COOKIE_SECRET, configured, people, provider
from tests.browser.serving import free_port, server
from tests.menu import PAGES

pytestmark = pytest.mark.browser
USER = "_streamlit_user"
WAIT = 60_000


class Site:
    """The application with its provider: its address, its store, and the file of access that can be changed."""

    def __init__(self, home, store, folder, issuer):
        self.home, self.store, self.folder, self.issuer = home, store, folder, issuer
        self.configure()

    def configure(self, **changes):
        """Writes the configuration anew; the application sees it at the next look."""
        configured(self.folder, self.issuer, self.home, **changes)

    def events(self, what):
        return [one.event for one in audit.every(self.store) if one.event.what == what]


@pytest.fixture(scope="module")
def site(small_store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sign-in")
    shutil.copytree(small_store, folder / "store", symlinks=True)
    port = free_port()
    with provider(people(int(time.time())), folder / "provider.log") as issuer:
        file = configured(folder, issuer, f"http://localhost:{port}")
        with server(folder / "store", folder / "server.log", port, TEPAT_ACCESS=str(file)) as home:
            yield Site(home, folder / "store", folder, issuer)


@pytest.fixture
def person(browser, site):
    """`person()` is a browser of its own, as another person at another machine has one."""
    opened = []

    def new():
        opened.append(browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta"))
        return opened[-1].new_page()

    yield new
    for context in opened:
        context.close()
    site.configure()


def sign_in(page, site, sub, path="/"):
    page.goto(site.home + path)
    page.get_by_role("button", name="Masuk", exact=True).click(timeout=WAIT)
    page.wait_for_url(f"{site.issuer}/**", timeout=WAIT)
    page.get_by_role("button", name=sub, exact=True).click()
    page.wait_for_url(f"{site.home}/**", timeout=WAIT)


def sees(page, text):
    expect(page.get_by_text(text).first).to_be_visible(timeout=WAIT)


def sees_no_figures(page):
    assert page.locator("[data-testid=stMetric], [data-testid=stDataFrame], [data-testid=stPlotlyChart]").count() == 0


def cookies(page):
    return {one["name"]: one for one in page.context.cookies() if one["domain"] == "localhost"}


def test_nobody_sees_figures_on_any_page_without_signing_in(person, site):
    page = person()
    for path in ("", *PAGES[1:], "jejak"):
        page.goto(f"{site.home}/{path}")
        sees(page, "Halaman ini perlu masuk.")
        sees_no_figures(page)


def test_wanted_page_with_its_choices_comes_after_signing_in_cut_to_the_scope(person, site):
    page = person()
    sign_in(page, site, "sub-daerah", "/sebaran?ukuran=desil&rinci=kabupaten&desil=1-2")
    sees(page, "paling banyak di desil")
    expect(page).to_have_url(f"{site.home}/sebaran?desil=1-2")
    page.goto(f"{site.home}/sebaran?wilayah=35.78")
    sees(page, "di luar wilayah yang boleh Anda lihat")
    cookie = cookies(page)[USER]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    assert 7.9 * 3600 < cookie["expires"] - time.time() < 8.1 * 3600
    assert "tepat_wanted" not in {name for name, one in cookies(page).items() if one["value"] == ""}


def test_page_of_another_site_is_never_the_wanted_one(person, site):
    page = person()
    page.goto(site.home)
    sees(page, "Halaman ini perlu masuk.")
    told = {"name": "tepat_wanted", "value": "%2F%2Fattacker.example", "url": site.home}
    page.context.add_cookies([told])
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(f"{site.issuer}/**", timeout=WAIT)
    page.get_by_role("button", name="sub-analis", exact=True).click()
    page.wait_for_url(f"{site.home}/", timeout=WAIT)
    sees(page, "build ")


def test_copied_cookie_opens_nothing_after_signing_out(person, site):
    first, thief = person(), person()
    sign_in(first, site, "sub-analis")
    sees(first, "build ")
    thief.context.add_cookies(first.context.cookies())
    thief.goto(site.home)
    sees(thief, "build ")
    first.get_by_role("button", name="Akun").click()
    first.get_by_role("button", name="Keluar").click()
    first.wait_for_url(f"{site.issuer}/**", timeout=WAIT)
    for path in ("/", "/simulasi"):
        thief.goto(site.home + path)
        sees(thief, "Sesi Anda sudah berakhir.")
        sees_no_figures(thief)
    first.goto(site.home)
    sees(first, "Halaman ini perlu masuk.")
    assert [one.who for one in site.events(audit.SIGNED_OUT)][-1:] == ["sub-analis"]


def forged(site, secret, **changes):
    """A cookie as somebody makes it who knows how Streamlit signs them."""
    now = int(time.time())
    claims = {"iss": site.issuer, "sub": "sub-analis", "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": "n"}
    told = claims | {"origin": site.home, "is_logged_in": True, "provider": "default"} | changes
    value = URLSafeTimedSerializer(secret, salt=USER).dumps(json.dumps(told))
    return [{"name": USER, "value": value, "url": site.home}]


@pytest.mark.parametrize(
    ("secret", "changes", "sentence"),
    [
        ("another-secret", {}, "Halaman ini perlu masuk."),
        # Even with our own secret: no sign-in of this kind was ever taken up by the server.
        (COOKIE_SECRET, {}, "Sesi Anda sudah berakhir."),
        (COOKIE_SECRET, {"iat": 1, "exp": 2}, "Sesi Anda sudah terlalu lama."),
        (COOKIE_SECRET, {"aud": "aplikasi-lain"}, "Sesi Anda sudah berakhir."),
        (COOKIE_SECRET, {"iss": "http://attacker.example"}, "Sesi Anda sudah berakhir."),
    ],
    ids=["other secret", "our secret", "expired", "audience", "issuer"],
)
def test_forged_or_expired_cookie_opens_nothing(person, site, secret, changes, sentence):
    page = person()
    page.context.add_cookies(forged(site, secret, **changes))
    page.goto(site.home)
    sees(page, sentence)
    sees_no_figures(page)


@pytest.mark.parametrize(("sub", "why"), [("sub-audiens-lain", "audience"), ("sub-lama", "time")])
def test_sign_in_for_another_application_or_of_hours_ago_is_not_taken_up(person, site, sub, why):
    page = person()
    sign_in(page, site, sub)
    sees(page, "Halaman ini perlu masuk.")
    sees_no_figures(page)
    assert not cookies(page).get(USER, {}).get("value")
    assert (sub, why) in [(one.who, one.about) for one in site.events(audit.REFUSED)]


def test_unknown_person_gets_a_sentence_and_an_unverified_address_is_nobodys(person, site):
    page = person()
    sign_in(page, site, "sub-orang-lain")
    sees(page, "belum terdaftar untuk melihat data ini")
    sees_no_figures(page)


def test_revoked_person_is_shut_out_at_once_and_may_come_again_after_the_moment(person, site):
    page = person()
    sign_in(page, site, "sub-daerah", "/sebaran")
    sees(page, "paling banyak di desil")
    site.configure(more='\n[[revoked]]\nsubject = "sub-daerah"\n')
    page.get_by_text("English").click()
    sees(page, "Access of daerah@contoh.go.id has been withdrawn.")
    sees_no_figures(page)
    moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - 3600))
    site.configure(more=f'\n[[revoked]]\nsubject = "sub-daerah"\nbefore = {moment}\n')
    page.goto(f"{site.home}/sebaran")
    sees(page, "paling banyak di desil")


def test_idle_session_ends_by_itself_and_for_good(person, site):
    page = person()
    sign_in(page, site, "sub-analis")
    sees(page, "build ")
    site.configure(idle=0.01)
    time.sleep(1)
    page.goto(site.home)
    sees(page, "Sesi Anda berakhir karena lama tidak dipakai.")
    site.configure()
    page.goto(site.home)
    sees(page, "Sesi Anda berakhir karena lama tidak dipakai.")


def status(address, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as fault:
        return fault.code


def test_file_that_was_made_for_somebody_is_not_for_others(person, site):
    page = person()
    sign_in(page, site, "sub-daerah", "/sebaran")
    with page.expect_download(timeout=WAIT) as waiting:
        page.get_by_role("button", name="Unduh CSV").click(timeout=WAIT)
    address = waiting.value.url
    own = "; ".join(f"{name}={one['value']}" for name, one in cookies(page).items())
    assert status(address, Cookie=own) == 200
    assert status(address) == 403
    assert status(address, Cookie=f"{USER}=x") == 403
    took = site.events(audit.TOOK)[-1]
    assert (took.who, took.role, took.area) == ("sub-daerah", "region", "35.15") and took.about.endswith(".csv")


def test_metrics_are_not_for_who_comes_through_the_proxy(site):
    assert status(f"{site.home}/_stcore/metrics", **{"X-Forwarded-For": "10.0.0.9"}) == 404
    assert status(f"{site.home}/_stcore/metrics") == 200


def test_auditor_alone_sees_who_saw_what(person, site):
    region, auditor = person(), person()
    sign_in(region, site, "sub-daerah", "/jejak")
    sees(region, "hanya untuk pemeriksa")
    region.goto(f"{site.home}/sebaran")
    sees(region, "paling banyak di desil")
    sees(region, "build ")
    sign_in(auditor, site, "sub-pemeriksa", "/jejak")
    auditor.get_by_role("button", name="Periksa keutuhan").click(timeout=WAIT)
    sees(auditor, "Jejak utuh")
    saw = {(one.who, one.page, one.area) for one in site.events(audit.SAW)}
    assert ("sub-daerah", "sebaran", "35.15") in saw
    assert audit.look(site.store).faults == ()
