"""How much text a scenario may be, looked at once from left to right before anything is parsed.

A parser's work grows faster than its text: brackets within brackets, keys of a thousand parts, numbers of a thousand
digits. So the text is read token by token first, and the reading stops at the first token that is too many. Where the
text is no TOML the parser stops at the same place, so nothing hides behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.policy.refusals import listed, reason, refusal
from terms import Reason

MOST_BYTES = 65_536
MOST_WORDS = 20_000
MOST_KEYS = 5_000
MOST_KEY_PARTS = 6
DEEPEST = 8
LONGEST_WORD = 64
LONGEST_STRING = 4_000

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n]++)
  | (?P<comment>\#[^\n]*+)
  | (?P<text>\"{3}(?:[^\"\\]++|\\.|\"(?!\"\"))*+(?:\"{3,5}|\Z) | '{3}(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)
      | \"(?:[^\"\\\n]++|\\[^\n])*+\"? | '[^'\n]*+'?)
  | (?P<word>[^\s\#\"'\[\]{}=,.]++)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE = re.compile(r"\d{2}")


@dataclass
class _Scan:
    """Where the reading stands: the line, the brackets open, and the key being read."""

    line: int = 1
    depth: int = 0
    words: int = 0
    keys: int = 0
    parts: list[str] = field(default_factory=list)
    dotted: bool = False
    unquoted: list[Reason] = field(default_factory=list)


def checked(text: str) -> str:
    """The text without a byte order mark.

    InputError when it is more than a scenario may be, or when keys that look like codes of areas do not stand in
    quotes: TOML reads 35.15 as 15 within 35.
    """
    text = text.removeprefix("\ufeff")
    size = len(text) if len(text) > MOST_BYTES else len(_encoded(text))
    if size > MOST_BYTES:
        raise refusal("too_long", limit=MOST_BYTES, got=size)
    if unquoted := scanned(text).unquoted:
        raise listed("", unquoted)
    return text


def scanned(text: str) -> _Scan:
    """Read all tokens, or refuse at the first that is too much."""
    scan = _Scan()
    for token in _TOKEN.finditer(text):
        kind, found = str(token.lastgroup), token[0]
        if kind == "space" and "\n" in found:
            scan.line += found.count("\n")
            _ended(scan)
        elif kind in ("word", "text"):
            _word(scan, kind, found)
        elif kind == "sign":
            _sign(scan, found)
    return scan


def _word(scan: _Scan, kind: str, found: str) -> None:
    limit, code = (LONGEST_STRING, "string_too_long") if kind == "text" else (LONGEST_WORD, "word_too_long")
    if len(found) > limit:
        raise refusal(code, limit=limit, got=len(found), line=scan.line)
    scan.line += found.count("\n")
    _counted(scan)
    scan.parts = [*scan.parts, found] if scan.dotted else [found]
    scan.dotted = False
    if len(scan.parts) > MOST_KEY_PARTS:
        raise refusal("key_too_deep", limit=MOST_KEY_PARTS, line=scan.line)


def _sign(scan: _Scan, found: str) -> None:
    _counted(scan)
    if found == ".":
        scan.dotted = bool(scan.parts)
        return
    if found == "=":
        _key(scan)
    elif found in "[{":
        scan.depth += 1
        if scan.depth > DEEPEST:
            raise refusal("too_deep", limit=DEEPEST, line=scan.line)
    elif found in "]}":
        scan.depth -= 1
    _ended(scan)


def _key(scan: _Scan) -> None:
    scan.keys += 1
    if scan.keys > MOST_KEYS:
        raise refusal("too_many_keys", limit=MOST_KEYS)
    longest = max((len(part) for part in scan.parts), default=0)
    if longest > LONGEST_WORD + 2:
        raise refusal("word_too_long", limit=LONGEST_WORD, got=longest, line=scan.line)
    if scan.parts and len(scan.parts) <= 2 and all(_CODE.fullmatch(part) for part in scan.parts):
        code = ".".join(scan.parts)
        scan.unquoted.append(reason("code_unquoted", line=scan.line, code=code, quoted=f'"{code}"'))


def _counted(scan: _Scan) -> None:
    scan.words += 1
    if scan.words > MOST_WORDS:
        raise refusal("too_many_words", limit=MOST_WORDS)


def _ended(scan: _Scan) -> None:
    scan.parts, scan.dotted = [], False


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as fault:
        raise refusal("bad_letters", line=text.count("\n", 0, fault.start) + 1) from None
