"""What to say of a code or a name that is not in the list: the nearest ones, and what a look-alike means elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile

from terms import InputError

KABUPATEN = len("35.15")
#: From here on two names are alike: one letter wrong, or two changed places, in a name of six.
LIKE = 0.8
_KINDS = (
    ("kota", r"kota (?:administrasi |adm\.? )?"),
    ("kabupaten", r"(?:kabupaten|kab\.?) (?:administrasi |adm\.? )?"),
    ("provinsi", r"(?:provinsi|prov\.?) "),
)


def unknown_code(
    code: str, names: Mapping[str, str], from_bps: Mapping[str, str], former: Mapping[str, str] | None = None
) -> str:
    """The message for a code that is not Kemendagri's. names: every Kemendagri code; from_bps: BPS to Kemendagri;
    former: a code that was renumbered to the one that its place has now."""
    parts = [f"region: {code!r} is not a Kemendagri code such as 35, 35.15 or 35.15.01"]
    if now := renumbered(code, former or {}, names):
        parts.append(now)
    if code in from_bps or _dotted(code) in names:
        parts.append(_both_readings(code, names, from_bps))
    elif re.fullmatch(r"\d+\.\d", code) and f"{code}0" in names:
        parts.append(f"read as a number {code}0 ({names[f'{code}0']}) loses its zero: keep codes as text")
    elif code.replace(".", "") in from_bps:
        meant = from_bps[code.replace(".", "")]
        parts.append(f"BPS code {code.replace('.', '')} is {_shown(meant, names)}")
    parts.append("nearest: " + _listed(nearest_codes(code, names), names))
    return "; ".join(parts)


def renumbered(code: str, former: Mapping[str, str], names: Mapping[str, str]) -> str:
    """`91.01 is 93.01 Kabupaten Merauke since the split of Papua`, of a kecamatan its kabupaten; empty when it is not
    of a place that was renumbered."""
    was = _dotted(code)[:KABUPATEN]
    return f"{was} is {_shown(former[was], names)} since Papua was split in 2022" if was in former else ""


def plain_code(
    code: str, names: Mapping[str, str], from_bps: Mapping[str, str], former: Mapping[str, str] | None = None
) -> str:
    """The place that a code without dots means when the two lists agree, or when only one of them has it."""
    readings = {from_bps.get(code), _dotted(code) if _dotted(code) in names else None} - {None}
    if len(readings) != 1 or "." in code:
        raise InputError(unknown_code(code, names, from_bps, former))
    return str(readings.pop())


def by_name(text: str, areas: Mapping[str, str]) -> str:
    """The one area of that name; several, or none, is an InputError with the candidates."""
    asked = _key(text)
    full = [code for code, name in areas.items() if _key(name) == asked]
    matches = full or [code for code, name in areas.items() if _fits(text, name)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise InputError(f"region: {text!r} is the name of several places: {_listed(matches, areas)}")
    raise InputError(
        f"region: no province or kabupaten is called {text!r}; nearest: {_listed(_close(text, areas), areas)}"
    )


def like(text: str, areas: Mapping[str, str], count: int = 5) -> tuple[str, ...]:
    """The areas of that name, whatever their kind; else those whose names are nearly it, the nearest first."""
    kind, asked = _split(text)
    bare = {code: _split(name)[1] for code, name in areas.items() if kind in ("", _split(name)[0] or "provinsi")}
    if same := tuple(code for code, name in bare.items() if name == asked):
        return same
    close = get_close_matches(asked, sorted(set(bare.values())), n=count, cutoff=LIKE)
    return tuple(code for name in close for code, other in bare.items() if other == name)


def nearest_codes(code: str, codes: Iterable[str], count: int = 3) -> list[str]:
    """The codes of the same level that share most digits from the left, then the nearest numbers."""
    digits = re.sub(r"\D", "", code)
    plain = {other.replace(".", ""): other for other in codes}
    length = min((2, 4, 6), key=lambda level: abs(level - len(digits)))
    level = [other for other in plain if len(other) == length]

    def distance(other: str) -> tuple[int, float, str]:
        gap = abs(int(other) - int(digits.ljust(length, "0")[:length])) if digits else 0.0
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(digits, other, strict=False)))
        return -shared, gap, other

    return [plain[other] for other in sorted(level, key=distance)[:count]]


def _both_readings(code: str, names: Mapping[str, str], from_bps: Mapping[str, str]) -> str:
    dotted = _dotted(code)
    if from_bps.get(code) == dotted:
        return f"both lists mean {_shown(dotted, names)} by it: write the dot"
    bps = f"as a BPS code it is {_shown(from_bps[code], names)}" if code in from_bps else "BPS has no such code"
    if dotted in names:
        return f"{bps}; as Kemendagri's without the dot it is {_shown(dotted, names)}"
    return f"{bps}; Kemendagri has no such code"


def _dotted(code: str) -> str:
    digits = code.replace(".", "")
    return ".".join(digits[start : start + 2] for start in range(0, len(digits), 2))


def _shown(code: str, names: Mapping[str, str]) -> str:
    return f"{code} {names[code]}"


def _listed(codes: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(_shown(code, names) for code in codes)


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _split(text: str) -> tuple[str, str]:
    """The kind that a name begins with (or nothing) and the rest of it, as letters only."""
    plain = " ".join(text.lower().split())
    for kind, prefix in _KINDS:
        if match := re.match(prefix, plain):
            return kind, _key(plain[match.end() :])
    return "", _key(plain)


def _fits(text: str, name: str) -> bool:
    asked_kind, asked = _split(text)
    kind, bare = _split(name)
    return asked == bare and asked_kind in ("", kind or "provinsi")


def _close(text: str, areas: Mapping[str, str], count: int = 3) -> list[str]:
    asked = _split(text)[1]
    bare = {code: _split(name)[1] for code, name in areas.items()}
    close = get_close_matches(asked, sorted(set(bare.values())), n=count, cutoff=0.0)
    ranked = sorted(bare, key=lambda code: -SequenceMatcher(None, asked, bare[code]).ratio())
    return [code for code in ranked if bare[code] in close][:count]
