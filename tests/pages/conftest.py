"""The application through its menu, over the small store."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.scenario.levers import SECTIONS
from simulator.policy.files import ENACTED, named
from tests.menu import MENU, PAGES

__all__ = ["MENU", "PAGES"]


#: What the page on simulation draws while it is open: the examples, and the levers of a programme under their headings.
FOLDS = (
    "simulasi/templates",
    *(f"simulasi/{one.code}.{heading}" for one in named(ENACTED).programmes() for heading, *_ in SECTIONS),
)


def address(app: AppTest) -> dict[str, str]:
    """What the address bar holds."""
    return {name: one if isinstance(one, str) else one[-1] for name, one in dict(app.query_params).items()}


def unfold(app: AppTest) -> None:
    """Open all that is drawn only while it is open, as somebody does who wants to see every lever."""
    for key in FOLDS:
        app.session_state[key] = True


def through_the_menu(app: AppTest, page: str) -> AppTest:
    """Another page of the menu, which a browser asks for without the choices of the page before."""
    app.query_params.clear()
    return app.switch_page(f"{page}.py").run()


@pytest.fixture
def visit(small_store, monkeypatch):
    """`visit("sebaran", wilayah="35")` opens a page as a link does: the menu first, then the page."""
    monkeypatch.setenv("TEPAT_STORE", str(small_store))

    def open_page(page: str = "ringkasan", **query: str) -> AppTest:
        app = AppTest.from_file(str(MENU), default_timeout=60)
        if page != PAGES[0]:
            app.switch_page(f"{page}.py")
        for name, value in query.items():
            app.query_params[name] = value
        if page == "simulasi":
            unfold(app)
        app.run()
        assert not app.exception, [fault.message for fault in app.exception]
        return app

    return open_page
