"""The two pages on movement over a random register of five quarters, small enough that counts must be hidden."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.data.build.registers import Register
from tests.data.build.stores import built_of
from tests.pages.conftest import MENU


@pytest.fixture(scope="session")
def year_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of five quarters, made once for all workers; only to be read."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "year"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "store" / "current").exists():
            built_of(Register(seed=3, families=160).live(5), folder)
    return folder / "store"


@pytest.fixture
def open_page(year_store: Path, monkeypatch: pytest.MonkeyPatch):
    """``open_page("pergerakan", wilayah="35")`` opens a page as a link does: the menu first, then the page."""
    monkeypatch.setenv("TEPAT_STORE", str(year_store))

    def visit(page: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(MENU), default_timeout=60)
        app.switch_page(f"{page}.py")
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, [fault.message for fault in app.exception]
        return app

    return visit


def texts(app: AppTest) -> str:
    kinds = (app.title, app.markdown, app.caption, app.info, app.warning, app.error, app.success, app.subheader)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}
