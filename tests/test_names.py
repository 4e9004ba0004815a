"""One name, one thing: a class, enumeration or named kind of function means the same wherever it is read."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = ("simulator", "targeting", "data", "geo", "pages", "commands", "web")


def classes(path: Path) -> list[str]:
    """The classes that a module defines, those made by a call such as ``StrEnum("Level", …)`` with them."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef):
            found.append(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made_by = node.value.func
            if isinstance(made_by, ast.Name) and made_by.id.endswith("Enum"):
                found += [name.id for name in node.targets if isinstance(name, ast.Name)]
    return found


def test_no_two_classes_share_a_name():
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    places = defaultdict(list)
    for path in [*ROOT.glob("*.py"), *files]:
        for name in classes(path):
            places[name].append(str(path.relative_to(ROOT)))
    assert len(places) > 150, "the classes were not found"
    shared = {name: where for name, where in places.items() if len(where) > 1}
    assert not shared, f"one name, one thing: {shared}"


def test_enumeration_made_by_a_call_counts_as_a_class(tmp_path):
    module = tmp_path / "levels.py"
    module.write_text(
        'from enum import StrEnum\nclass Side: ...\nLevel = StrEnum("Level", ["nation"])\nHIGH = max(1, 2)\n'
    )
    assert sorted(classes(module)) == ["Level", "Side"]
