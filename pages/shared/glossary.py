"""Terms of the glossary where they stand: what they mean, for the pointer, for the keys and for the head of a table."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from pages.shared.voice import Voice

SCRIPT = Path(__file__).with_suffix(".js")
#: Terms that are explained in place, as the page on methods defines them (`metode.def_…`); how sentences write them
#: stands in `words/istilah.toml`. Words that stand in every line, such as families and recipients, are left out.
NAMED = ("desil", "syarat", "berhak", "inklusi", "eksklusi", "cakupan", "lama", "batas", "graduasi", "petik", "selang",
    "model", "dtsen", "pbi", "poin",
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """A term: its name, what it means in plain text, what asks for it, and how sentences write it, in small letters."""

    name: str
    meaning: str
    asked: str
    forms: tuple[str, ...]


@cache
def terms(language: str) -> tuple[Term, ...]:
    """The terms that are explained in place, in a language of the screen."""
    say = Voice(language).say
    return tuple(
        Term(
            say(f"metode.def_{name}"),
            say(f"metode.def_{name}_text").replace("**", ""),
            say("istilah.explain", term=say(f"metode.def_{name}")),
            tuple(" ".join(form.split()) for form in say(f"istilah.{name}").lower().split("|")),
        )
        for name in NAMED
    )


def found(text: str, language: str) -> tuple[Term, ...]:
    """The terms that stand in a text as whole words, in the order in which they are defined."""
    forms = {" ".join(match.lower().split()) for match in _pattern(language).findall(text)}
    return tuple(term for term in terms(language) if forms.intersection(term.forms))


def help_of(text: str, language: str) -> str | None:
    """What the terms in the head of a column mean, as a tooltip says it; None when it holds none."""
    return "  \n".join(f"**{term.name}**: {term.meaning}" for term in found(text, language)) or None


@cache
def script(language: str) -> str:
    """What explains the terms in the browser, with the terms of this language."""
    told = json.dumps([asdict(term) for term in terms(language)], ensure_ascii=False).replace("<", "\\u003c")
    return f"{SCRIPT.read_text(encoding='utf-8')}\ntepatTerms.explain({told})"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    forms = sorted((form for term in terms(language) for form in term.forms), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms).replace(' ', chr(92) + 's')})(?!\w)", re.IGNORECASE)
