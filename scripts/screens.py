"""Pictures of every page at four widths, in both themes and languages, to be looked at: `python scripts/screens.py`.

Serves the store of TEPAT_STORE (or `--store`) on a port of its own and writes to `dist/screens/`, which git ignores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

import settings  # noqa: E402
from pages.shared.voice import LANGUAGES  # noqa: E402
from tests.browser import chromium  # noqa: E402
from tests.browser.looking import THEMES, WIDTHS, cut, resize  # noqa: E402
from tests.browser.serving import server  # noqa: E402
from tests.browser.watching import Watch, briefly, spoken  # noqa: E402
from tests.menu import PATHS  # noqa: E402

#: Pixels of the highest picture.
HIGHEST = 6000
HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"


def main() -> int:
    """0 when every picture was made."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--store", type=Path, default=settings.served_store())
    asked.add_argument("--into", type=Path, default=ROOT / "dist" / "screens")
    asked.add_argument("--pages", nargs="*", default=[*PATHS.values()])
    given = asked.parse_args()
    if not (path := chromium.find()):
        print(chromium.ADVICE)  # noqa: T201
        return 1
    given.into.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        server(given.store, Path(folder) / "log") as home,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for theme, language in product(THEMES, LANGUAGES):
            photograph(browser, home, theme, language, given.pages, given.into)
        browser.close()
    return 0


def photograph(browser: Browser, home: str, theme: str, language: str, pages: list[str], into: Path) -> None:
    """Each page once; the window is resized for each width. Texts that are cut are printed."""
    context = browser.new_context(locale="id-ID", color_scheme="dark" if theme == "dark" else "light")
    view = Watch(context.new_page(), home)
    for path, name in PATHS.items():
        if name not in pages:
            continue
        view.open(spoken(briefly(path), language))
        view.rest()
        for width in WIDTHS:
            resize(view.page, width)
            for text in cut(view.page):
                print(f"{name} {language} {theme} {width}: cut: {text}")  # noqa: T201
            view.page.set_viewport_size({"width": width, "height": min(view.page.evaluate(HEIGHT) + 40, HIGHEST)})
            view.page.wait_for_timeout(400)
            view.page.screenshot(path=into / f"{name}-{language}-{theme}-{width}.png")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
