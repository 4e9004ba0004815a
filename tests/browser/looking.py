"""What is looked for on a drawn page at any width: words that are cut, and what axe calls serious."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (390, 768, 1440, 1920)
THEMES = ("light", "dark")
#: Texts that their own box cuts off, choices that do not fit theirs, and rows of buttons that are partly out of sight.
CUT = """() => {
    const hides = e => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX);
    const own = e => [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const texts = [...document.querySelectorAll('[data-testid=stMain] *')].filter(e => e instanceof HTMLElement
        && own(e) && e.clientWidth > 8 && hides(e) && e.checkVisibility());
    const rows = [...document.querySelectorAll('[role=radiogroup]')];
    const chosen = [...document.querySelectorAll('[data-testid=stMain] [data-testid=stSelectbox] input')];
    return [...texts, ...rows, ...chosen].filter(e => e.scrollWidth > e.clientWidth + 1)
        .map(e => (e.value || e.innerText).slice(0, 80));
}"""
#: Words of tiles that are broken in their middle: a word ends at a blank that may break, at a hyphen or a dash.
BROKEN = """() => [...document.querySelectorAll('[data-testid=stMetric]')].flatMap(tile => {
    const texts = document.createTreeWalker(tile, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[^ \\n\\/–-]+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].filter(box => box.width > 1).map(box => Math.round(box.top)));
        if (lines.size > 1) found.push(word[0]);
    }
    return found;
})"""
#: A change of size has reached the page when its charts are as wide as their places.
FITTED = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart => {
    const drawn = chart.querySelector('.main-svg');
    return !drawn || !chart.clientWidth || Math.abs(drawn.clientWidth - chart.clientWidth) < 3;
})"""


def resize(page: Page, width: int) -> None:
    """The same page on another screen, once its charts have followed."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(150)
    page.wait_for_function(FITTED)


def cut(page: Page) -> list[str]:
    """The texts that are cut, and the words of tiles that are broken."""
    return [*page.evaluate(CUT), *page.evaluate(BROKEN)]


def serious(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds critical or serious: the rule, and where."""
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], [node["html"][:200] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("critical", "serious")
    ]
