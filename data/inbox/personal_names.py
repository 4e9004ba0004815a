"""What must never come in: columns of persons by their names, and sixteen-digit identifiers by their shape.

Names are judged without reading a value. Messages name columns and counts, never a value.
"""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from terms import InputError

WORDS = Path(__file__).parent / "personal_words.toml"
KEY_VARIABLE = "TEPAT_SITE_KEY"
KEY_BYTES = 16

_NUMBERED = re.compile(
    r"(no|nomor|nomer|num|number|id|kode)?(nik|kk|nikkk|kks|ktp)(no|nomor|number|kepala|krt|art|ibu|suami|istri)?"
)


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    with WORDS.open("rb") as file:
        return {key: frozenset(words) for key, words in tomllib.load(file).items()}


def personal_columns(names: dict[str, str]) -> tuple[str, ...]:
    """The columns, of names with their types, that are named like something of a person; fields of a struct too."""
    return tuple(
        name for name, kind in names.items() if is_personal(name) or any(is_personal(field) for field in _fields(kind))
    )


def is_personal(name: str) -> bool:
    """Whether a column name means a name, NIK, KK number, birth date, address, telephone or account number.

    Case, accents of width, separators and digits do not matter: ``NIK``, ``no_kk``, ``NamaLengkap``, ``tgl-lahir2``.
    """
    words = _words(name)
    joined = "".join(words)
    known = _vocabulary()
    if known["counts"] & set(words):
        return False
    if {"nama", "name", "alamat"} & set(words) and known["places"] & set(words):
        return False
    if joined.startswith("nama") and not joined[4:].startswith(tuple(known["places"])):
        return True
    return (
        not known["words"].isdisjoint((*words, joined))
        or _NUMBERED.fullmatch(joined) is not None
        or any(stem in joined for stem in known["stems"])
    )


def given_names() -> list[str]:
    """Usual names of persons, in small letters."""
    return sorted(_vocabulary()["given_names"])


def is_name_of_a_person(text: str) -> bool:
    """Whether a sender is made of a few words with a usual given name among them, and none that means an office."""
    words = _words(text)
    known = _vocabulary()
    is_short = 1 <= len(words) <= 6 and not any(letter.isdecimal() for letter in text)
    return is_short and not known["offices"] & set(words) and bool(known["given_names"] & set(words))


def site_key(file: Path | None) -> bytes:
    """The secret that identifiers are hashed with: the content of a file, or of the variable TEPAT_SITE_KEY.

    It is never an argument of a command, where every user of the machine could read it. The same key must be used for
    all quarters. Raises InputError when there is none, or one that could be guessed.
    """
    if file is not None and not file.is_file():
        raise InputError(f"key: {file} is not a file")
    text = file.read_bytes() if file is not None else os.environb.get(KEY_VARIABLE.encode(), b"")
    key = text.strip()
    if len(key) < KEY_BYTES:
        raise InputError(f"key: must have {KEY_BYTES} bytes or more, in {file or 'the variable ' + KEY_VARIABLE}")
    return key


def _words(name: str) -> list[str]:
    """``NamaLengkap_2`` as nama, lengkap; letters that only look different (full width, invisible) are made plain."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if unicodedata.category(letter)[0] != "C")
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return re.findall(r"[a-z]+", spaced.lower())


def _fields(kind: str) -> list[str]:
    """Field names inside a nested type, such as STRUCT(nik VARCHAR)."""
    return re.findall(r'[(,]\s*"?([^",()]+?)"?\s+[A-Z]', kind) if kind.startswith(("STRUCT", "MAP", "UNION")) else []
