"""No page holds exact rows: not by import, not through what another module has imported, not by a cursor."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.test_rooms import OURS, ROOT, is_allowed, modules

PAGES = tuple(name for name in modules() if name.startswith("pages/") and not name.startswith("pages/cached/"))
#: Names that a page takes through `pages.cached` from a room of its own: kinds of faults and words, no rows.
NO_ROWS = {"Subject", "Unavailable", "Saved", "StoreFault", "KINDS", "ENTRY_REASONS"}
#: What `pages.cached` computes from exact cells for its own use.
EXACT = {"pages/cached/simulation.py": {"outcome", "cells"}, "pages/cached/national_cells.py": {"cells", "of_store"}}
#: Ways to a module or a statement that no syntax tree tells.
BLIND = {"importlib", "__import__", "exec", "eval", "globals", "cursor", "execute"}


def file_of(name: str) -> str | None:
    path = f"{name.replace('.', '/')}.py"
    return path if path in modules() else None


@cache
def taken_in(module: str) -> dict[str, str]:
    """What a module has imported, by the name that it has there: a module of ours, or `module.name` of one."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS:
            found |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return found


def exact_ways(source: str, page: str) -> list[str]:
    """Every way in which the text of a page reaches what its room may not import."""
    tree, own, found = ast.parse(source), {}, []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS:
            own |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
            if any(one.name == "*" for one in node.names):
                found.append(f"everything of {node.module}")
    used = [*own.values()]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in own:
            used.append(f"{own[node.value.id]}.{node.attr}")
        if (isinstance(node, ast.Attribute) and node.attr in BLIND) or (
            isinstance(node, ast.Name) and node.id in BLIND
        ):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "vars") and _is_module(node, own):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Import) and any(one.name.split(".")[0] in {*BLIND, *OURS} for one in node.names):
            found.append(ast.unparse(node))
    return found + [name for name in used if not _is_open(name, page)]


def _is_module(call: ast.Call, own: dict[str, str]) -> bool:
    """Whether the first thing given is a module of ours."""
    return bool(call.args) and file_of(own.get(ast.unparse(call.args[0]), "")) is not None


def _is_open(name: str, page: str) -> bool:
    """Whether a name may be had: its module, or the module that it comes from at last, is one the room may import."""
    if file_of(name):
        return is_allowed(name, page)
    holder, _, last = name.rpartition(".")
    file = file_of(holder)
    if file is None:
        return is_allowed(holder, page)
    if last in EXACT.get(file, ()):
        return False
    source = taken_in(file).get(last)
    if source is None or last in NO_ROWS:
        return is_allowed(holder, page)
    return _is_open(source, page)


@pytest.mark.parametrize("page", PAGES)
def test_page_reaches_no_exact_rows(page: str):
    assert exact_ways((ROOT / page).read_text(encoding="utf-8"), page) == []


@pytest.mark.parametrize(
    "text",
    [
        "from data.read import register\nregister.desil(1, 2, 3, 4)",
        "from data.read.register import desil",
        "import data.read.register",
        "from data.figures import deciles\ndeciles.register.desil(1, 2, 3, 4)",
        "from data.figures.deciles import register",
        "from data.figures.upkeep import *",
        "from pages.cached import register\nregister.register.desil(1, 2, 3, 4)",
        "from pages.cached.accuracy import models\nmodels.checking_groups(1, 2, 3)",
        "from pages.cached import national_cells\nnational_cells.cells(1)",
        "from pages.cached import simulation\nsimulation.outcome(1, 2).table('kabupaten')",
        "from pages.cached.simulation import outcome",
        "from pages.cached import store\nstore.build().cursor()",
        "import importlib\nimportlib.import_module('data.read.register')",
        "__import__('data.read.register')",
        "from data.figures import deciles\ngetattr(deciles, 'register')",
    ],
)
def test_page_that_tries_is_noticed(text: str):
    assert exact_ways(text, "pages/updates/area_map.py")
    assert Path(ROOT / "pages/updates/area_map.py").is_file()
