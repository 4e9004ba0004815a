"""The units that a value of a policy may name, in English or Indonesian: another one would mean another number."""

from __future__ import annotations

import re

from simulator.policy.refusals import reason, shown
from terms import PKH, Reason

_QUARTERLY = ("rupiah per quarter", "rupiah per triwulan")
_SHARE = ("share, 0 to 1", "bagian, 0 sampai 1")
_DECILE = ("decile, inclusive", "desil, inklusif", "decile", "desil")
_ONE = {
    "family": ("per family", "per keluarga"),
    "person": ("per person", "per jiwa", "per orang"),
    "pupil": ("per pupil", "per murid", "per siswa"),
    PKH: ("per component", "per komponen"),
}
_COUNTED = {
    "family": ("families", "keluarga", "KPM"),
    "person": ("persons", "jiwa", "orang"),
    "pupil": ("pupils", "murid", "siswa"),
}
#: The first is what the application writes.
_UNITS: dict[str, tuple[str, ...]] = {
    "max_decile": _DECILE,
    "max_decile_by_province": _DECILE,
    "max_decile_by_kabupaten": _DECILE,
    "needs_component": ("true or false", "benar atau salah"),
    "amounts": _QUARTERLY,
    "max_persons": ("persons per family", "orang per keluarga", "jiwa per keluarga"),
    "quota": ("families; PBI: persons",),
    "max_quarters": ("quarters, inclusive", "triwulan, inklusif", "quarters", "triwulan"),
    "cap_exempt": ("family traits", "ciri keluarga"),
    "cap_clock": ("programme or any", "programme atau any"),
    "cap_mode": ("stop or assess", "stop atau assess"),
    "cap_keep_share": _SHARE,
    "crossing_mode": ("stop or suspend", "stop atau suspend"),
    "crossing_keep_share": _SHARE,
    "admission": ("none, quota or all", "none, quota atau all"),
    "take_up_share": _SHARE,
    "filling_order": ("decile", "desil"),
    "budget_limit": _QUARTERLY,
}
_SAME = {
    "desil": "decile",
    "inklusif": "inclusive",
    "triwulan": "quarter",
    "quarters": "quarter",
    "atau": "or",
    "sampai": "to",
    "bagian": "share",
    "rp": "rupiah",
    "orang": "persons",
    "jiwa": "persons",
}
_MONTH, _YEAR = re.compile(r"\b(month|bulan|monthly|bulanan)\b"), re.compile(r"\b(year|tahun|annual|tahunan)\b")


def usual(name: str) -> str:
    """The unit that the application writes for a field."""
    return _UNITS[name][0]


def allowed(name: str, programme: str, counted: str) -> tuple[str, ...]:
    """Every unit that the field of a programme may have; the programme is counted by family, person or pupil."""
    if name == "quota":
        return (*_COUNTED[counted], *_UNITS[name])
    if name == "amounts":
        whose = _ONE[PKH if programme == PKH else counted]
        return (*_QUARTERLY, *(f"{unit} {one}" for one in whose for unit in _QUARTERLY))
    return _UNITS[name]


def fault(where: str, given: object, units: tuple[str, ...]) -> Reason | None:
    """Why ``given`` is none of the units; None when it is one, whatever its case, commas and spaces."""
    known = {_plain(one) for one in units}
    if isinstance(given, str) and _plain(given) in known:
        return None
    text = _plain(given) if isinstance(given, str) else ""
    money = units[0] == _QUARTERLY[0]
    code = "unit_month" if money and _MONTH.search(text) else "unit_year" if money and _YEAR.search(text) else "unit"
    return reason(code, where=where, allowed=listed(units), got=shown(given))


def listed(units: tuple[str, ...]) -> str:
    """The units in quotes, the first few of them."""
    return " / ".join(f'"{one}"' for one in units[:4])


def _plain(text: str) -> str:
    """Without case, commas and spaces, and with the words of both languages taken as one: "desil, inclusive"."""
    return " ".join(_SAME.get(word, word) for word in re.sub(r"[,;:]", " ", text.casefold()).split())
