"""Rules that the tests themselves keep, so that they fail for the code's faults and for nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

from hypothesis import settings

from tests.menu import PAGES

HERE = Path(__file__).parent


def test_no_test_fails_for_the_time_that_an_example_takes():
    """The profile of tests/conftest.py has no deadline, and no test sets one."""
    assert settings.default is not None and settings.default.deadline is None
    for path in HERE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "deadline":
                assert ast.unparse(node.value) == "None", f"{path}: {ast.unparse(node)}"


def test_every_page_in_a_test_is_every_page():
    """But the trail, which auditors alone are shown, and the menu itself."""
    files = {path.stem for path in (HERE.parent / "pages").glob("*.py")}
    assert {*PAGES} == files - {"menu", "jejak"}
