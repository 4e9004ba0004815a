"""The application with nothing drawn kept: every part of a page is made anew on each rerun, as a plain page would.

Answers of the store are kept as before, and the cells. Run: python -m benchmarks.plain_server --server.port N
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from streamlit.web import cli

from pages.shared import kept


def drawn_anew(viewer: Any, name: str, asked: tuple[object, ...], draw: Callable[[], Any]) -> Any:
    """Draw, and forget."""
    return draw()


if __name__ == "__main__":
    kept.drawn = drawn_anew
    sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
    cli.main()
