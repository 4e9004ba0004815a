"""What somebody means who types a question, a page, a figure or a term into the box that finds areas.

A small grammar of ours: a programme with a decile or a number of years is a scenario, a name of the screen opens what
it names with the area and programme said beside it, and a term of the glossary is explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from geo import regions
from pages.shared import address, tour
from pages.shared.voice import LANGUAGES, Voice, sentences
from simulator.policy import edit, link
from terms import REGISTER_PROGRAMMES, InputError, Quarter

#: Names of views: the file of words and page, how a name of a view begins there, and its name in the address.
_VIEWS = (
    ("ketepatan", "view_", "lihat"),
    ("pergerakan", "view_", "lihat"),
    ("pemutakhiran", "view_", "lihat"),
    *(("simulasi", f"part_{part}", "bagian") for part in ("rinci", "titik", "banding", "simpan")),
    ("sebaran", "cakupan-", "ukuran"),
)
_NUMBERS = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "one": 1, "two": 2, "three": 3} | {
    "four": 4, "five": 5, "six": 6,
}  # fmt: skip
_DECILE = re.compile(r"\b(?:desil|deciles?)\s*(?:1\s*[-–]\s*)?(\d+)")
_YEARS = re.compile(rf"\b(\d+|{'|'.join(_NUMBERS)})[\s-]*(?:tahun|years?)\b")
_ASKS = re.compile(r"\b(?:batas\w*|bila|jika|kalau|biaya\w*|berapa|menjadi|lama|cap|limit|if|costs?|cut-?off)\b")
_WHAT_IS = re.compile(r"^(?:apa itu|apa arti|arti|what is|what are)\s+")
_IDLE = {"di", "in", "untuk", "for", "the", "kab", "dan", "and", "pada", "of"}
#: Letters below which a beginning of a name may be anything.
_FEWEST = 4


@dataclass(frozen=True)
class Wanted:
    """A page with what is to be chosen on it; or, without a page, the term whose meaning is asked."""

    page: str
    query: dict[str, str] = field(default_factory=dict)
    term: str = ""


@lru_cache(maxsize=2)
def named(language: str) -> dict[str, Wanted]:
    """Everything that has a name on the screen, by that name: tour, pages, views, terms (with a question mark)."""
    found: dict[str, Wanted] = {}
    voice = Voice(language)
    found[voice.say("tur.start")] = Wanted(tour.FIRST, {address.TOUR: "1"})
    for key in sentences():
        file, word = key.split(".", 1)
        if file == "menu" and word != "jejak":
            found[voice.say(key)] = Wanted(word)
        elif file == "metode" and word.startswith("def_") and not word.endswith("_text"):
            found[f"{voice.say(key)}?"] = Wanted("", term=key)
        for page, start, name in _VIEWS:
            if file == page and word.startswith(start):
                title, code = voice.say(f"menu.{page}"), word.rsplit("_", 1)[-1]
                found[f"{title}: {voice.say(key).split(':')[0]}"] = Wanted(page, {name: code})
    return found


def of(text: str, quarter: Quarter) -> Wanted | None:
    """What the text asks for; None when it is neither a question nor a name of the screen."""
    said = " ".join(text.lower().split())
    return _scenario(said, quarter) or _name(said)


def _scenario(said: str, quarter: Quarter) -> Wanted | None:
    """`berapa biaya bila batas Sembako menjadi desil 5?`: the simulation of the rules in force with that changed."""
    decile, years = _DECILE.search(said), _YEARS.search(said)
    if not (decile or years) or not _ASKS.search(said):
        return None
    programme = _programme(said) or REGISTER_PROGRAMMES[0].code
    say = Voice("id").say
    wording = edit.Wording(say("simulasi.own_name"), say("simulasi.own_source"), say("simulasi.own_assumed"))
    policy = edit.blank(wording)
    try:
        if decile:
            policy = edit.with_field(policy, quarter, programme, "max_decile", int(decile[1]), wording)
        if years:
            length = _NUMBERS.get(years[1]) or int(years[1])
            policy = edit.with_field(policy, quarter, programme, "max_quarters", 4 * length, wording)
        return Wanted("simulasi", {"skenario": link.encode(policy), address.PROGRAMME: programme})
    except InputError:
        return None


def _name(said: str) -> Wanted | None:
    """The longest name of the screen, in either language, that stands in the text or begins with it."""
    plain = said.rstrip("?")
    known = {name.lower().rstrip("?"): one for language in LANGUAGES for name, one in named(language).items()}
    known |= {name.split(": ")[1]: one for name, one in known.items() if ": " in name and len(name.split(": ")[1]) > 5}
    asked = _WHAT_IS.sub("", plain)
    if asked in known:
        return known[asked]
    fits = sorted((name for name in known if known[name].page and _stands(name, plain)), key=len, reverse=True)
    if not fits and len(plain) >= _FEWEST:
        fits = [name for name in known if name.startswith(plain)]
        fits.sort(key=lambda one: (not known[one].page, len(one)))
    if not fits:
        return None
    name = fits[0]
    found, rest = known[name], plain.replace(name, " ")
    return Wanted(found.page, {**found.query, **_beside(rest)}, found.term) if found.page else found


def _stands(name: str, said: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", said) is not None


def _programme(said: str) -> str:
    return next((one.code for one in REGISTER_PROGRAMMES if _stands(one.code.lower(), said)), "")


def _beside(said: str) -> dict[str, str]:
    """The programme and the one area that are named besides."""
    query = {address.PROGRAMME: code} if (code := _programme(said)) else {}
    words = [word for word in re.findall(r"[\w.]+", said) if word not in _IDLE and word.upper() != code]
    areas = regions.guess(" ".join(words)) if words else ()
    return query | ({address.AREA: areas[0]} if len(areas) == 1 else {})
