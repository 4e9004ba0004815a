"""What to say of areas that claim the same ground: which were taken to be enclosed, and which overlap by how much."""

from __future__ import annotations

from geo import regions
from geo.coverage import Coverage, Overlap

WORTH_SAYING_KM2 = 1.0
#: Of the smaller of two areas; below it the borders of one coast or river are drawn differently.
WORTH_NAMING = 0.03
#: Of an area that keeps the general boundary, which never fits another's borders exactly.
WORTH_NAMING_GENERAL = 0.1
MOST_NAMED = 10


def said_of_overlaps(codes: tuple[str, ...], covered: Coverage, general: frozenset[str]) -> list[str]:
    """A sentence each on enclosed areas, overlaps within the file, and general areas that the file covers.

    ``codes`` are the units' codes in order; ``general`` are those that the file does not have.
    """
    notes = [_said_of_enclosed(codes, covered, index, general) for index in sorted(covered.enclosed)]
    free = [one for one in covered.overlaps if not {one.one, one.other} & covered.enclosed]
    own = [one for one in free if not {codes[one.one], codes[one.other]} & general]
    total = sum(one.km2 for one in own)
    if total >= WORTH_SAYING_KM2:
        notes.append(f"areas overlap by {total:,.0f} km² in all, given to the first code{_named(codes, covered, own)}")
    notes.extend(_said_of_general(codes, covered, free, general))
    return notes


def _said_of_enclosed(codes: tuple[str, ...], covered: Coverage, index: int, general: frozenset[str]) -> str:
    code = codes[index]
    over = {one.one if one.other == index else one.other for one in covered.overlaps if index in (one.one, one.other)}
    around = ", ".join(_shown(codes[other]) for other in sorted(over - covered.enclosed))
    kept = "not in the file, keeps its general boundary" if code in general else "keeps its own area"
    return f"{_shown(code)}, drawn over by {around}, {kept}"


def _named(codes: tuple[str, ...], covered: Coverage, overlaps: list[Overlap]) -> str:
    """The pairs whose overlap is a good part of the smaller one."""
    shares = {one: one.km2 / min(covered.claimed_km2[one.one], covered.claimed_km2[one.other]) for one in overlaps}
    large = [one for one, share in shares.items() if share >= WORTH_NAMING]
    pairs = [
        f"{_shown(codes[one.one])} and {_shown(codes[one.other])} by {shares[one]:.0%} of the smaller" for one in large
    ]
    more = f"; and {len(pairs) - MOST_NAMED} more pairs" if len(pairs) > MOST_NAMED else ""
    return f": {'; '.join(pairs[:MOST_NAMED])}{more}" if pairs else ""


def _said_of_general(
    codes: tuple[str, ...], covered: Coverage, overlaps: list[Overlap], general: frozenset[str]
) -> list[str]:
    """Areas that the file does not have and of which its other areas take a good part."""
    lost = dict.fromkeys(sorted(general), 0.0)
    for one in overlaps:
        pair = (codes[one.one], codes[one.other])
        for code in set(pair) & general if len(set(pair) & general) == 1 else ():
            lost[code] += one.km2
    claimed = dict(zip(codes, covered.claimed_km2, strict=True))
    large = [
        f"{_shown(code)} ({km2 / claimed[code]:.0%})"
        for code, km2 in lost.items()
        if km2 >= WORTH_NAMING_GENERAL * claimed[code] and km2
    ]
    if not large:
        return []
    more = f" and {len(large) - MOST_NAMED} more" if len(large) > MOST_NAMED else ""
    return [f"areas of the file cover parts of kabupaten that it does not have: {', '.join(large[:MOST_NAMED])}{more}"]


def _shown(code: str) -> str:
    return f"{code} {regions.name(code)}"
