"""Looks for data of persons in one short text by its shape: the sender in a manifest, the name of a file.

Columns are looked through in SQL by the same shapes (``data.check.personal_shapes``). Digits are those of any script.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 60
_UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_SIXTEEN = (
    re.compile(r"(?<!\d)\d{16}(?!\d)"),
    re.compile(r"(?<!\d)\d{4}([ ._/-])\d{4}\1\d{4}\1\d{4}(?!\d)"),
    re.compile(r"(?<!\d)\d{6}([ ._/-])\d{6}\1\d{4}(?!\d)"),
    re.compile(r"(?<!\d)\d{2}([ ._/-])\d{2}\1\d{2}\1\d{6}\1\d{4}(?!\d)"),
)
_SHAPES = {
    "a mail address": (re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}"),),
    "a telephone number": (re.compile(r"(?<![\d.])(\+?62|0)[ -]?8\d{1,2}([ -]?\d){7,10}(?!\d)"),),
    "an address": (
        re.compile(r"\b(jl|jln|jalan|gang)[. ]+[a-z].*\d", re.IGNORECASE),
        re.compile(r"\brt[ .:]*\d{1,3}\b.*\brw[ .:]*\d{1,3}\b", re.IGNORECASE),
    ),
    "a birth date": (re.compile(r"\b(lahir|ttl|born|birth)\b.*\d{4}", re.IGNORECASE),),
}


def personal_reason(text: str) -> str | None:
    """What of a person the text holds (``an identifier of sixteen digits``), None when nothing is seen."""
    plain = _UUID.sub("", _plain(text))
    if any(form.search(plain) for form in _SIXTEEN):
        return "an identifier of sixteen digits"
    return next((what for what, forms in _SHAPES.items() if any(form.search(plain) for form in forms)), None)


def shown_name(name: str) -> str:
    """A name as messages may show it: at most 60 characters, on one line, without what is of a person."""
    if personal_reason(name) is not None:
        return f"(a name of {len(name)} characters with {personal_reason(name)})"
    visible = "".join(letter if letter.isprintable() else "?" for letter in name)
    return visible if len(visible) <= LONGEST_NAME else f"{visible[: LONGEST_NAME - 1]}…"


def _plain(text: str) -> str:
    """Digits of any script as those of ASCII, letters of full width as usual ones, without invisible characters."""
    normal = unicodedata.normalize("NFKC", text)
    digits = "".join(
        str(unicodedata.decimal(letter)) if unicodedata.category(letter) == "Nd" else letter for letter in normal
    )
    return "".join(letter for letter in digits if unicodedata.category(letter) != "Cf")
