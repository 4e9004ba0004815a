"""The dictionary of the screen is whole: both languages, the same places, no dead key, no missing key."""

from __future__ import annotations

import ast
import csv
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

import pytest

from pages.shared import voice

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


#: Things that are counted in sentences: of one of them the word has no s.
COUNTED = (
    "areas|checks|columns|days|deciles|errors|exits|families|filings|files|groups|members|minutes|parts|persons|places"
    "|points|quarters|quotas|rows|seconds|spells|visits|years"
)
QUALIFIED = "recipient|eligible|entitled|interviewed|targeting|other|more|ranked|payment|PKH|1"
#: Places that are never one by their nature: shares, money, and numbers that the code fixes.
NEVER_ONE = {
    "draws",
    "limit",
    "fewest",
    "share",
    "rupiah",
    "programme",
    "list",
    "stayed",
    "wrong",
    "given",
    "low",
    "area",
}


def test_one_of_a_thing_is_told_in_the_singular_in_english():
    english = voice.Voice("en")
    plural = re.compile(rf"(?<![\w.,])1\** (?:(?:{QUALIFIED}) )?(?:{COUNTED})\b")
    told = {}
    for key, both in voice.sentences().items():
        if not key.startswith((*FOREIGN, "tolak.")):
            names = places(both["en"])
            said = english.say(key, **{name: "–" if name in NEVER_ONE else "1" for name in names})
            if found := plural.findall(said):
                told[key] = found
    assert not told
    assert english.say("proyeksi.length", quarters="1", years="0.25") == "1 quarter (0.25 years)"
    assert english.say("proyeksi.length", quarters="11", years="2.75") == "11 quarters (2.75 years)"


def test_every_key_that_the_pages_name_is_in_the_dictionary():
    named = set(re.findall(rf'say\(\s*"({FILES}\.[A-Za-z0-9_-]+)"', SOURCE))
    assert named and named <= set(voice.sentences()), named - set(voice.sentences())


#: The rooms whose words the screen says: codes, columns, names of measures.
ROOMS = ("data", "simulator", "targeting", "geo")
ROOT = PAGES.parent
#: Folders of pages whose words and f-strings every page may use.
SHARED = ("shared", "cached")
#: What stands for a thing put into an f-string.
HOLE = "\0"
#: Streamlit's own words, and the lines of the synthetic register: said as they come, in whatever language they are.
FOREIGN = ("peramban.", "kalibrasi.")


@cache
def trees(folder: Path) -> tuple[ast.Module, ...]:
    files = folder.rglob("*.py") if folder.is_dir() else [folder]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in files)


def nodes(*folders: Path) -> Iterator[ast.AST]:
    return chain.from_iterable(ast.walk(tree) for folder in folders for tree in trees(folder))


@cache
def general_words() -> frozenset[str]:
    """Every text of the code outside the pages, names of statements and policies, and what reference tables hold."""
    files = chain((ROOT / "data" / "sql").rglob("*.sql"), (ROOT / "simulator" / "policies").glob("*.toml"))
    tables = (ROOT / "data" / "read" / "reference").glob("*.csv")
    cells = chain.from_iterable(
        row for path in tables for row in csv.reader(path.read_text(encoding="utf-8").splitlines())
    )
    return texts(ROOT / "terms.py", *(ROOT / room for room in ROOMS)) | {path.stem for path in files} | {*cells}


def texts(*folders: Path) -> frozenset[str]:
    """Whole texts; what stands before and after a hole of an f-string is none."""
    parts = {id(one) for node in nodes(*folders) if isinstance(node, ast.JoinedStr) for one in node.values}
    constants = (node for node in nodes(*folders) if isinstance(node, ast.Constant) and id(node) not in parts)
    return frozenset(node.value for node in constants if isinstance(node.value, str))


@dataclass(frozen=True)
class Speaker:
    """One page's code: the words that it knows, and its f-strings with a hole for each thing put in."""

    words: frozenset[str]
    built: frozenset[str]

    def says(self, key: str) -> bool:
        """Said whole; or built from the file's name and known words; or one of all that begin like it."""
        if key in self.words or key.startswith(self.starts):
            return True
        file = key.partition(".")[0]
        return any(self.fits(key, one, True) for one in self.built if one.startswith(f"{file}."))

    @cached_property
    def starts(self) -> tuple[str, ...]:
        return tuple(word for word in self.words if re.fullmatch(r"[a-z]+\.[a-z_]+_", word))

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        return tuple(one for one in self.built if "_" in one and "." not in one)

    def fits(self, text: str, pattern: str, may_nest: bool) -> bool:
        """Whether the text is the pattern with known words in its holes: `simulasi.crossing_{mode}`."""
        before, hole, rest = pattern.partition(HOLE)
        if not hole or not text.startswith(before):
            return text == pattern
        left = text[len(before) :]
        ends = range(1, len(left) + 1)
        return any(self.fits(left[at:], rest, may_nest) and self.knows(left[:at], may_nest) for at in ends)

    def knows(self, text: str, may_nest: bool) -> bool:
        """A word of the code, a small number, or words that an f-string of the page puts together."""
        if text in self.words or (text.isdigit() and len(text) < 3):
            return True
        return may_nest and any(self.fits(text, one, False) for one in self.pieces)


@cache
def speakers() -> tuple[Speaker, ...]:
    """One for each folder of pages, and one for the page files with it; all know what is shared."""
    shared = [*(PAGES / name for name in SHARED), PAGES.parent / "web"]
    own = [[path] for path in PAGES.iterdir() if path.is_dir() and path.name not in SHARED] + [list(PAGES.glob("*.py"))]
    return tuple(Speaker(general_words() | texts(*shared, *one), built(*shared, *one)) for one in own)


def built(*folders: Path) -> frozenset[str]:
    found = (node for node in nodes(*folders) if isinstance(node, ast.JoinedStr))
    whole = ("".join(one.value if isinstance(one, ast.Constant) else HOLE for one in node.values) for node in found)
    return frozenset(text for text in whole if re.fullmatch(rf"[A-Za-z0-9_.{HOLE}-]+", text))


@cache
def is_said(key: str) -> bool:
    return any(speaker.says(key) for speaker in speakers())


def own_keys() -> list[str]:
    return [key for key in voice.sentences() if not key.startswith(FOREIGN)]


def test_no_sentence_is_kept_that_no_page_says():
    assert [key for key in own_keys() if not is_said(key)] == []


@pytest.mark.parametrize("ending", ["x", "_2b", "_unheard", "_tidak_ada"])
def test_no_invented_key_counts_as_said(ending):
    """Each sentence's key with an ending that its page does not know, but for lists that are said whole."""
    lists = ("metode.def_", "metode.conflict_", "metode.misfit_")
    assert [key + ending for key in own_keys() if not key.startswith(lists) and is_said(key + ending)] == []


#: What the table of words replaced, by language; "galat baku" is a word of statistics, and one "galat" is a quote.
RETIRED = {
    "id": r"\b[Gg]alat(nya)?\b(?! baku| 77)|([Rr]entang|[Ss]elang) 95 %|pengecekan|Yang dilihat|Yang dipetakan"
    r"|Laju (masuk|keluar)|Lain-lain|Alasan lainnya|Sebab lainnya|dibuat-buat|Tumpuk|tiap keluarga sekali|dikalahkan"
    r"|Pekerjaan tidak layak|kali sanggah|90 % selesai|asal yang mana|\bJam batas",
    "en": r"Register upkeep|Course over the quarters|Desil to desil|Use the usual choice|(Formal|Participatory) way",
}


@pytest.mark.parametrize("language", voice.LANGUAGES)
def test_no_sentence_says_a_word_that_was_replaced(language):
    said = {key: both[language] for key, both in voice.sentences().items() if not key.startswith(FOREIGN)}
    found = {key: text for key, text in said.items() if re.search(RETIRED[language], text)}
    assert not found


def test_exclusion_errors_without_those_outside_the_register_say_so():
    """Simulator and projection leave out the entitled whom the register does not know; Ketepatan counts them."""
    files = ("simulasi", "titik", "banding", "proyeksi")
    named = re.compile(r"kesalahan eksklusi(?! dalam register)", re.IGNORECASE)
    said = {key: both["id"] for key, both in voice.sentences().items() if key.partition(".")[0] in files}
    # Said of a kind of family, and of the figure with those outside the register.
    others = {"simulasi.yardstick_narrower", "simulasi.error_rests"}
    assert {key for key, text in said.items() if named.search(text)} <= others
