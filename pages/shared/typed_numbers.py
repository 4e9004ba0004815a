"""Reading a number as it is typed in the page's language: `750.000` and `36,5` in Bahasa Indonesia (`id`), `750,000`
and `36.5` in English (`en`). What can be meant in two ways is not read."""

from __future__ import annotations

import re

from pages.shared.voice import Voice

_SIGNS = {"id": (".", ","), "en": (",", ".")}
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2009\u202f", " "))
_WRAPPING = re.compile(r"^rp\.?\s*|\s*%$|\s*,-$", re.IGNORECASE)


def read(text: str, voice: Voice, decimals: int = 0) -> int | float | None:
    """The number in the text, whole when `decimals` is 0; None when the text is empty.

    Thousands stand in groups of three, all of them or none; three digits after a lone decimal sign may be thousands
    written the other way, so they are not read. ValueError when the text says no number for certain.
    """
    found = _WRAPPING.sub("", text.translate(_SPACES).strip())
    if not found:
        return None
    match = _pattern(voice).fullmatch(found)
    if match is None or (match["fraction"] and len(match["fraction"]) == 3 and not match["grouped"]):
        raise ValueError(f"a number must be written the way of language {voice.language!r}, got {text[:40]!r}")
    fraction = (match["fraction"] or "").rstrip("0")
    if len(fraction) > decimals:
        raise ValueError(f"a number must have at most {decimals} decimals, got {text[:40]!r}")
    whole = int(re.sub(r"\D", "", match["whole"])) * (-1 if match["minus"] else 1)
    return whole if decimals == 0 else float(f"{'-' if match['minus'] else ''}{abs(whole)}.{fraction or 0}")


def _pattern(voice: Voice) -> re.Pattern[str]:
    thousands, point = (re.escape(sign) for sign in _SIGNS[voice.language])
    grouped = rf"(?P<grouped>[1-9][0-9]{{0,2}}(?P<sign>[{thousands} ])[0-9]{{3}}(?:(?P=sign)[0-9]{{3}})*)"
    return re.compile(rf"(?P<minus>[-−])?(?P<whole>{grouped}|[0-9]+)(?:{point}(?P<fraction>[0-9]+))?")
