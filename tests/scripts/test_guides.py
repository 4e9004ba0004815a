"""The guides stay true: what they call by its name stands on the screen, and their pictures are those of the script."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from PIL import Image

from pages.shared.voice import sentences
from scripts.screenshots import FOLDER, SHOTS
from tests.menu import PATHS

DOCS = FOLDER.parent
GUIDES = (*sorted(DOCS.glob("guide-*.md")), DOCS / "panduan-bupati.md")
MOST_BYTES = 3_000_000


def named(guide: Path) -> list[str]:
    """What a guide calls by its name on the screen."""
    return re.findall(r"\*\*(.+?)\*\*", guide.read_text(encoding="utf-8"))


def pictures(guide: Path) -> set[str]:
    return set(re.findall(r"!\[[^]]+\]\(pictures/([^)]+)\.png\)", guide.read_text(encoding="utf-8")))


@cache
def on_screen() -> frozenset[str]:
    """Every sentence of the screen in Bahasa Indonesia; a test of the words holds that each is said on some page."""
    return frozenset(both["id"].replace("\u00a0", " ") for both in sentences().values())


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_guides_name_only_what_stands_on_the_screen(guide):
    assert len(named(guide)) > 10
    assert not [name for name in named(guide) if name not in on_screen()]


def test_both_editions_for_regents_go_through_the_same_tasks():
    english, bahasa = DOCS / "guide-regent.md", DOCS / "panduan-bupati.md"
    assert named(english) == named(bahasa)
    assert pictures(english) == pictures(bahasa)


def test_pictures_of_the_guides_are_those_of_the_script_all_shown_and_small():
    shown = set().union(*map(pictures, GUIDES))
    assert {shot.name for shot in SHOTS} == shown == {file.stem for file in FOLDER.iterdir()}
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_each_picture_is_of_a_page_that_exists_with_choices_it_knows(shot):
    path, query = urlparse(shot.path).path.strip("/"), parse_qs(urlparse(shot.path).query)
    assert path in PATHS and all(query.values())
    assert not shot.heading or shot.heading in sentences()
    with Image.open(FOLDER / f"{shot.name}.png") as picture:
        wide, high = picture.size
    assert wide <= shot.size[0] and (shot.heading or high == shot.size[1])
