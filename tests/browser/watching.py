"""A page under watch: everything a visitor must never meet is noted while it is used."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlparse

from playwright.sync_api import ConsoleMessage, Page, Request, Response
from playwright.sync_api import TimeoutError as PlaywrightTimeout

#: Streamlit asks for these beside a deep link and takes a 404 for an answer.
PROBES = ("_stcore/health", "_stcore/host-config")
RUNS_WITHIN_MS = 60_000
BEGINS_WITHIN_MS = 700
#: No placeholder is left, and every chart has its drawing.
DRAWN = """() => !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart => chart.querySelector('.main-svg'))"""


def briefly(page: str) -> str:
    """The address of a page; the projection over four quarters, whose bands are drawn in seconds."""
    return "/proyeksi?jangka=4" if page == "proyeksi" else f"/{page}"


def spoken(path: str, language: str) -> str:
    """The path in a language of the screen."""
    return path if language == "id" else f"{path}{'&' if '?' in path else '?'}bahasa={language}"


@dataclass
class Watch:
    """What went wrong so far, each a sentence."""

    page: Page
    home: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def open(self, path: str) -> None:
        """Go to an address of the application and wait until its script has run."""
        self.page.goto(self.home + path)
        self.settle()

    def rest(self) -> None:
        """Wait until nothing is being drawn in the background: parts that will be drawn anew are pale till then."""
        self.page.get_by_role("progressbar").first.wait_for(state="detached", timeout=RUNS_WITHIN_MS)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and its last element is there (the footer names the build)."""
        # A click reaches the server a moment later: without this wait, "not running" is still the state before it.
        with suppress(PlaywrightTimeout):
            self.page.locator('[data-testid="stApp"][data-test-script-state="running"]').wait_for(
                timeout=BEGINS_WITHIN_MS
            )
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=RUNS_WITHIN_MS)
        self.page.get_by_text("build ").last.wait_for(timeout=RUNS_WITHIN_MS)
        self.page.wait_for_function(DRAWN, timeout=RUNS_WITHIN_MS)

    def overflow(self) -> int:
        """By how many pixels the content is wider than the screen."""
        return self.page.evaluate(
            "() => Math.max(document.documentElement.scrollWidth,"
            " ...[...document.querySelectorAll('[data-testid=stMain], [data-testid=stMainBlockContainer]')]"
            ".map(e => e.scrollWidth)) - window.innerWidth"
        )

    def _console(self, message: ConsoleMessage) -> None:
        asked = message.location.get("url", "")
        if message.type == "error" and not asked.endswith(PROBES):
            self.faults.append(f"console: {message.text} ({asked})")

    def _request(self, request: Request) -> None:
        address = urlparse(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != urlparse(self.home).netloc:
            self.faults.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.url.endswith(PROBES):
            self.faults.append(f"HTTP {response.status}: {response.url}")
