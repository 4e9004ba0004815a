"""Every threat names a test, and every test that is named is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| threat")
]


def named(cell: str) -> list[tuple[str, str]]:
    """File and function of each test in a cell; `::name` is of the file before."""
    found, file = [], ""
    for text in re.findall(r"`([^`]+)`", cell):
        path, _, name = text.partition("::")
        file = path or file
        found.append((file, name))
    return found


def test_every_threat_names_a_guard_and_a_test():
    assert len(ROWS) > 20
    assert [row[0] for row in ROWS if len(row) != 3 or not row[1] or not named(row[2])] == []


def test_every_test_that_is_named_is_there():
    missing = []
    for row in ROWS:
        for file, name in named(row[2]):
            path = ROOT / file
            functions = set()
            if path.is_file():
                tree = ast.parse(path.read_text(encoding="utf-8"))
                functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
            if not functions or (name and name not in functions):
                missing.append(f"{file}::{name}")
    assert missing == []
