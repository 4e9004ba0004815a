"""The dictionary of the screen is whole: both languages, the same places, no dead key, no missing key."""

from __future__ import annotations

import re
import string
from pathlib import Path

from pages.shared import measures, movement_choice, results, scenario, words

FILES = f"(?:{'|'.join(path.stem for path in words.FOLDER.glob('*.toml'))})"
#: What stands in a key that is made of a code.
CODES = {
    *scenario.PROGRAMMES, *measures.KINDS, *measures.UNITS, *measures.FORMS, *results.FATES,
    *("province", "kabupaten", "ringkasan", "sebaran", "simulasi", "metode"),
    *("measure", "decile", "form"),
    *("source", "figure", "period", "target", "achieved", "unit", "within"),
    *("col_before", "col_out", "col_in", "col_after", "col_persons_before", "col_persons_after", "col_eligible"),
    *("col_coverage", "col_rupiah_before", "col_rupiah_after"),
    *("pergerakan", "pemutakhiran", "opening", "entered", "exited", "closing"),
    *(f"view_{view}" for view in movement_choice.VIEWS), *(f"period_{one}" for one in movement_choice.PERIODS),
    *("product", "direct", "may_project", "no_project", "register_ranked", "register_unranked"),
    *("recipients_PKH", "recipients_SEMBAKO", "recipients_PBI", "money"),
}  # fmt: skip
PAGES = Path(words.__file__).parent.parent
SOURCE = "\n".join(path.read_text() for path in PAGES.rglob("*.py"))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_is_there_in_both_languages():
    for key, both in words.sentences().items():
        assert set(both) == set(words.LANGUAGES), key
        assert all(text.strip() for text in both.values()), key


def test_both_languages_of_a_sentence_have_the_same_places():
    for key, both in words.sentences().items():
        assert places(both["id"]) == places(both["en"]), key


def test_every_key_that_the_pages_name_is_in_the_dictionary():
    named = set(re.findall(rf'say\(\s*"({FILES}\.[A-Za-z0-9_-]+)"', SOURCE))
    assert named and named <= set(words.sentences()), named - set(words.sentences())


def test_no_sentence_is_kept_that_no_page_says():
    starts = set(re.findall(rf'f"({FILES}\.[a-z_]*)\{{', SOURCE))
    made_up = {f"{start}{code}" for start in starts if not start.endswith("_") for code in CODES}
    families = [start for start in starts if start.endswith("_")] + re.findall(r'startswith\("(\w+\.\w+_)"\)', SOURCE)
    for key in words.sentences():
        said = f'"{key}"' in SOURCE or key in made_up or key.startswith((*families, "kalibrasi."))
        assert said, f"{key} is said nowhere"
