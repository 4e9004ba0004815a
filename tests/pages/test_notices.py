"""A page that has nothing to show, or cannot do what was asked, says what to do next."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from pages.shared import voice

PAGES = Path(voice.__file__).parent.parent
#: What a sentence asks of the reader or the operator, or what else can be used meanwhile.
NEXT = {
    "id": r"\b(pilih|ketik|buka|mulai|coba|longgarkan|jalankan|muat|ubah|isi|diisi|sampaikan|laporkan|pengelola\w*"
    r"|jangan|tetap dapat|tetap berlaku)\b|docs/",
    "en": r"\b(choose|type|open|begin|come back|try|loosen|runs?|reload|change|entered|report|operator|manager|do not"
    r"|can be used|still|tell)\b|docs/",
}
#: They tell what the reader has chosen; nothing is missing.
ONLY_TELL = {
    "simulasi.same_aid",
    "simulasi.yardstick_wider",
    "simulasi.yardstick_narrower",
    "simpan.only_looks",
    "metode.calibration_none",
    "pantauan.what_if_nobody",
    "umum.no_data",
}


def keys() -> set[str]:
    """The keys of all sentences that stand in a box of information, or instead of a page."""
    found = set()
    for file in PAGES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("st.info", "frame.stop"):
                inside = (one for argument in node.args for one in ast.walk(argument))
                texts = (one.value for one in inside if isinstance(one, ast.Constant) and isinstance(one.value, str))
                found |= {text for text in texts if text in voice.sentences()}
    return found


@pytest.mark.parametrize("language", voice.LANGUAGES)
def test_whoever_is_shown_nothing_is_told_what_to_do_next(language):
    notices = keys() - ONLY_TELL
    assert len(notices) > 30
    silent = [key for key in sorted(notices) if not re.search(NEXT[language], voice.sentences()[key][language], re.I)]
    assert not silent


def test_exceptions_are_notices():
    assert not ONLY_TELL - keys()
