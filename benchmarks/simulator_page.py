"""How long a person waits on the page Simulasi kebijakan: slider released → answer painted, in a real browser.

Run: python -m benchmarks.simulator_page [STORE] [PART] (default: store, rinci). The slider of each programme is moved
to values that nobody asked for yet, so that no answer comes from the cache, and then all over again. The clock
runs in the browser from the key's event to the first frame that shows another figure, and to the end of the whole
rerun (charts and tables below included). Milliseconds.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium
from tests.browser.serving import server
from tests.browser.watching import Watch

PROGRAMMES = ("PKH", "SEMBAKO", "PBI")
#: Resolves with [answer painted, rerun ended]: the first frame in which a tile's text differs, and the script stopped.
CLOCK = """() => new Promise(done => {
    const tiles = () => [...document.querySelectorAll('[data-testid=stMetricValue]')].map(e => e.innerText).join('|');
    const running = () => document.querySelector('[data-testid=stApp]').dataset.testScriptState !== 'notRunning';
    const before = tiles();
    addEventListener('keydown', pressed => {
        let painted = null;
        const look = () => {
            if (painted === null && tiles() !== before) painted = performance.now() - pressed.timeStamp;
            if (painted !== null && !running()) return done([painted, performance.now() - pressed.timeStamp]);
            if (performance.now() - pressed.timeStamp > 20000) return done([NaN, NaN]);
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }, {once: true, capture: true});
})"""


def moved(page: Page, key: str) -> tuple[float, float]:
    """Press a key on the first slider and wait: milliseconds to the answer, and to the end of the rerun."""
    page.get_by_role("slider").first.focus()
    page.evaluate(f"() => {{ window.waiting = ({CLOCK})(); }}")
    page.keyboard.press(key)
    painted, ended = page.evaluate("() => window.waiting")
    return float(painted), float(ended)


def all_moves(watch: Watch, part: str) -> list[tuple[float, float]]:
    """Every programme's cut-off down to 0 and, the page opened anew, up to 10."""
    found = []
    for programme in PROGRAMMES:
        for key, steps in (("ArrowLeft", 4), ("ArrowRight", 5)):
            watch.open(f"/simulasi?program={programme}&bagian={part}")
            for _ in range(steps):
                found.append(moved(watch.page, key))
                watch.settle()
    return found


def line(name: str, times: list[float]) -> str:
    """Median and 95th percentile of times."""
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"{name:<44}{statistics.median(ordered):>8.0f}{high:>8.0f}{len(ordered):>6}"


def main(store: str = "store", part: str = "rinci") -> None:
    with (
        tempfile.TemporaryDirectory() as logs,
        server(Path(store).resolve(), Path(logs) / "log") as home,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="id-ID")
        watch = Watch(page, home)
        print(f"{'':<44}{'median':>8}{'p95':>8}{'n':>6}   load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for name in ("new scenario", "scenario computed before"):
            times = all_moves(watch, part)
            print(line(f"{name}: answer painted", [painted for painted, _ in times]))
            print(line(f"{name}: whole page painted", [ended for _, ended in times]))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
