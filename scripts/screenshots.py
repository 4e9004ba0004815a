"""The pictures of the guides, taken in Chromium of the demonstration register: `python -m scripts.screenshots [NAME…]`.

The store is the one of `make run` (or TEPAT_STORE); a store that is not synthetic is refused, for these pictures are
published. What depends on the day or on the build (how old the data are, the footer) is kept out of them, so that the
same register and the same pages give the same pictures.
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

import settings
from data.read import register
from data.store.open import open_store
from pages.shared import address, tour, wanted
from pages.shared.voice import Voice
from terms import Quarter
from tests.browser import chromium
from tests.browser.serving import ROOT, server
from tests.browser.watching import Watch

FOLDER = ROOT / "docs" / "pictures"
LAPTOP, PHONE = (1440, 900), (390, 844)
#: More colours than these nobody sees in a page of text and few tints; fewer bytes.
COLOURS = 256
SAY = Voice("id").say
STILL = "* { animation: none !important; transition: none !important; caret-color: transparent !important; }"
#: Somebody who has been here before.
KNOWN = f"localStorage.setItem('{tour.REMEMBERED}', '1')"


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the address that it shows, the size of the screen, and the heading (by the key of its
    sentence) whose box alone is shown; without one the screen as it opens."""

    name: str
    path: str
    size: tuple[int, int] = LAPTOP
    heading: str = ""


SIDOARJO = "wilayah=35.15"
#: What the box that finds makes of a question.
ASKED = wanted.of("berapa biaya bila batas Sembako menjadi desil 5?", Quarter(2026, 1))
assert ASKED, "the question is understood"
SEMBAKO = f"/{ASKED.page}?{urlencode(ASKED.query)}"
SHOTS = (
    Shot("ringkasan", "/"),
    Shot("ringkasan-terburuk", "/?peta=eksklusi&program=SEMBAKO", heading="ringkasan.where"),
    Shot("ringkasan-berubah", "/", heading="ringkasan.changed"),
    Shot("ringkasan-diputuskan", "/", heading="ringkasan.pending"),
    Shot("tur", f"/sebaran?{address.TOUR}=3"),
    Shot("pantauan", f"/pantauan?{SIDOARJO}"),
    Shot("pantauan-telepon", f"/pantauan?{SIDOARJO}", PHONE),
    Shot("sebaran", "/sebaran?ukuran=cakupan-pkh&rinci=kabupaten"),
    Shot("pergerakan", "/pergerakan?program=PKH"),
    Shot("ketepatan-rencana", "/ketepatan?lihat=rencana&wilayah=35"),
    Shot("simulasi", SEMBAKO),
    Shot("simulasi-telepon", SEMBAKO, PHONE),
    Shot("proyeksi", "/proyeksi?jangka=4"),
)


def main(names: list[str]) -> int:
    """Takes the named pictures, or all; 0 when they were taken, 1 where the store may not be pictured."""
    store = settings.served_store()
    if not register.quarter_info(open_store(store))["synthetic"].all():
        print(f"{store} holds a real register; only the demonstration is pictured", file=sys.stderr)  # noqa: T201
        return 1
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        server(store, Path(folder) / "log") as home,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            if not names or shot.name in names:
                (FOLDER / f"{shot.name}.png").write_bytes(taken(browser, home, shot))
    return 0


def taken(browser: Browser, home: str, shot: Shot) -> bytes:
    """The picture as a PNG of few colours."""
    wide, high = shot.size
    context = browser.new_context(
        viewport={"width": wide, "height": high}, locale="id-ID", timezone_id="Asia/Jakarta", reduced_motion="reduce"
    )
    context.add_init_script(KNOWN)
    view = Watch(context.new_page(), home)
    view.open(shot.path)
    view.rest()
    _hide_the_day(view.page)
    made = _box(view.page, SAY(shot.heading)) if shot.heading else view.page.screenshot()
    context.close()
    assert not view.faults, view.faults
    return _small(made)


def _hide_the_day(page: Page) -> None:
    page.add_style_tag(content=STILL)
    page.get_by_text(SAY("ringkasan.age", day="", lag="", round="").split(":")[0] + ":").evaluate_all(
        "all => all.forEach(one => one.style.visibility = 'hidden')"
    )
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)


def _box(page: Page, heading: str) -> bytes:
    """The box with a border that a heading stands in."""
    title = page.get_by_role("heading", name=heading).first
    # The nearest container that Streamlit draws with a border.
    box = title.evaluate_handle(
        """one => { let at = one; while (at && getComputedStyle(at).borderTopWidth === '0px') at = at.parentElement;
        return at ?? one; }"""
    ).as_element()
    assert box, heading
    return box.screenshot()


def _small(picture: bytes) -> bytes:
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
