"""Rules that the tests themselves keep, so that they fail for the code's faults and for nothing else."""

from __future__ import annotations

import ast
from fnmatch import fnmatch
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


def test_no_folder_of_tests_is_passed_over(pytestconfig):
    """A folder whose name pytest does not go into, such as build, would never be run, and nobody would see it."""
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {part for path in HERE.rglob("test_*.py") for part in path.relative_to(HERE).parts[:-1]}
    assert folders and not [name for name in folders for each in passed_over if fnmatch(name, each)]


def test_every_page_in_a_test_is_every_page():
    """But the trail, which auditors alone are shown, and the menu itself."""
    files = {path.stem for path in (HERE.parent / "pages").glob("*.py")}
    assert {*PAGES} == files - {"menu", "jejak"}
