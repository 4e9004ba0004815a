"""Where policies are found: those that come with the application, files of one's own, texts from anywhere."""

from __future__ import annotations

import codecs
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.policy.limits import MOST_BYTES
from simulator.policy.reading import PolicySource, read_policy, read_table
from simulator.policy.refusals import Word, listed, reason, refusal, shown
from simulator.policy.rules import Policy

FOLDER = Path(__file__).parents[1] / "policies"
CURRENT_STATE = "keadaan_sekarang"
ENACTED = "aturan_berlaku"
MOST_BASELINES = 20

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@lru_cache(maxsize=1)
def available() -> tuple[str, ...]:
    """Names of the policies that come with the application, the two references first."""
    names = sorted(path.stem for path in FOLDER.glob("*.toml"))
    references = (CURRENT_STATE, ENACTED)
    return references + tuple(name for name in names if name not in references)


@lru_cache(maxsize=64)
def named(name: str) -> Policy:
    """A policy that comes with the application, by the stem of its file."""
    if name not in available():
        raise refusal("policy_unknown", got=shown(name), allowed=", ".join(available()))
    return parse((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), name)


def load(path: Path | str) -> Policy:
    """The policy in a file, or the one that comes with the application under that name."""
    path = Path(path)
    if not path.exists() and str(path) in available():
        return named(str(path))
    return _load(path, ())


def parse(text: str, name: str = "scenario", kept: bool = False) -> Policy:
    """The policy that a TOML text describes; its baseline must be one that comes with the application.

    ``kept``: the text was written by the application itself, in a link, a record or a saved scenario, and need not
    say a start or a unit.
    """
    return read_policy(text, PolicySource(name, named, kept))


def parse_table(table: dict[str, Any], name: str = "scenario") -> Policy:
    """As ``parse``, of a table with the same keys that came in another form than TOML."""
    return read_table(table, PolicySource(name, named))


def _load(path: Path, above: tuple[Path, ...]) -> Policy:
    here = path.resolve()
    if here in above:
        circle = " → ".join(one.stem for one in (*above[above.index(here) :], here))
        raise refusal("baseline_circle", circle=circle)
    if len(above) > MOST_BASELINES:
        raise refusal("baseline_many", limit=MOST_BASELINES)

    def beside(reference: str) -> Policy:
        if reference in available():
            return named(reference)
        return _load(_beside(path, reference), (*above, here))

    return read_policy(_text(path), PolicySource(path.stem, beside))


def _beside(path: Path, reference: str) -> Path:
    """The file beside a policy's own; never one elsewhere, whatever path the reference spells."""
    if Path(reference).name == reference != "" and not reference.startswith("."):
        for candidate in (path.with_name(reference), path.with_name(f"{reference}.toml")):
            with suppress(OSError):  # a name longer than a file's may be
                if candidate.is_file():
                    return candidate
    raise refusal("baseline_not_beside", allowed=", ".join(available()), got=shown(reference))


def _text(path: Path) -> str:
    """The text of a file, no more of it read than a scenario may have; in UTF-8, or UTF-16 with its mark."""
    try:
        with path.open("rb") as file:
            content = file.read(2 * MOST_BYTES + 1)
    except (OSError, ValueError):
        fault = reason("file_unreadable", allowed=", ".join(available()))
        raise listed(str(path), [fault]) from None
    try:
        return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as fault:
        if len(content) > MOST_BYTES:
            raise listed(path.stem, [reason("too_long", limit=MOST_BYTES, got=len(content))]) from None
        raise listed(path.stem, [reason("not_text", got=_byte(content, fault))]) from None


def _byte(content: bytes, fault: UnicodeDecodeError) -> Word:
    line = content.count(b"\n", 0, fault.start) + 1
    return Word(f"the byte 0x{content[fault.start]:02X} on line {line}")
