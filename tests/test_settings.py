"""Folders come from the environment, in one place."""

from __future__ import annotations

import re
from pathlib import Path

import settings

ROOT = Path(__file__).parent.parent


def test_store_lies_beside_the_application_unless_the_environment_names_one(monkeypatch, tmp_path):
    monkeypatch.delenv(settings.STORE_VARIABLE, raising=False)
    assert settings.served_store() == ROOT / "store"
    monkeypatch.setenv(settings.STORE_VARIABLE, str(tmp_path))
    assert settings.served_store() == tmp_path


def test_nothing_else_asks_the_environment_for_a_folder():
    rooms = [
        ROOT / "app.py",
        *(path for room in ("pages", "commands", "geo", "data") for path in (ROOT / room).rglob("*.py")),
    ]
    asking = [str(path.relative_to(ROOT)) for path in rooms if re.search(r'"TEPAT_(STORE|INBOX)"', path.read_text())]
    assert not asking, f"settings.py alone names the folders' variables, got {asking}"
