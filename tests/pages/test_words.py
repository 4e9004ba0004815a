"""The dictionary of the screen is whole: both languages, the same places, no dead key, no missing key."""

from __future__ import annotations

import re
import string
from pathlib import Path

from pages.shared import voice
from terms import REGISTER_PROGRAMMES

FILES = f"(?:{'|'.join(path.stem for path in voice.FOLDER.glob('*.toml'))})"
PAGES = Path(voice.__file__).parent.parent
FIGURES = PAGES.parent / "data" / "figures"
FILES_OF_CODE = [PAGES.parent / "app.py", *(path for folder in (PAGES, FIGURES) for path in folder.rglob("*.py"))]
SOURCE = "\n".join(path.read_text() for path in FILES_OF_CODE)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_is_there_in_both_languages():
    for key, both in voice.sentences().items():
        assert set(both) == set(voice.LANGUAGES), key
        assert all(text.strip() for text in both.values()), key


def test_both_languages_of_a_sentence_have_the_same_places():
    for key, both in voice.sentences().items():
        assert places(both["id"]) == places(both["en"]), key


def test_every_key_that_the_pages_name_is_in_the_dictionary():
    named = set(re.findall(rf'say\(\s*"({FILES}\.[A-Za-z0-9_-]+)"', SOURCE))
    assert named and named <= set(voice.sentences()), named - set(voice.sentences())


def is_said(key: str) -> bool:
    """A key is said whole, by its name alone, or built around a code: `f"simulasi.crossing_{mode}"`."""
    name = key.partition(".")[2]
    if f'"{key}"' in SOURCE or f'"{name}"' in SOURCE or name in {programme.code for programme in REGISTER_PROGRAMMES}:
        return True
    starts = [name[: at + 1] for at, letter in enumerate(name) if letter == "_"]
    ends = [name[at + 1 :] for at, letter in enumerate(name) if letter == "_"]
    return any(f"{start}{{" in SOURCE or f'{start}")' in SOURCE for start in starts) or any(
        f'_{end}"' in SOURCE or f'"{end}"' in SOURCE for end in ends
    )


def test_no_sentence_is_kept_that_no_page_says():
    kept = [key for key in voice.sentences() if not key.startswith(("kalibrasi.", "peramban.")) and not is_said(key)]
    assert not kept
