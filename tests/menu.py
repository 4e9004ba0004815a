"""The pages of the application as its menu lists them, so that "every page" in a test is every page."""

from __future__ import annotations

import ast
from pathlib import Path

#: Runs the application when it is imported, so that its list is read from its text.
MENU = Path(__file__).parent.parent / "pages" / "menu.py"


def _listed() -> tuple[str, ...]:
    for statement in ast.parse(MENU.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Assign) and [ast.unparse(target) for target in statement.targets] == ["PAGES"]:
            return tuple(ast.literal_eval(statement.value))
    raise AssertionError(f"{MENU} has no list of PAGES")


PAGES = _listed()
#: By their path in the address; the first one is served at the root.
PATHS = {"" if name == PAGES[0] else name: name for name in PAGES}
