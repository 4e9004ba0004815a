"""Official borders of kecamatan, where an imported file goes so deep: cut to their kabupaten, the rest general.

Only Kemendagri's codes say which kecamatan is meant: BPS numbers them in its own way. As with kabupaten, what decides
is the place: most of a kecamatan's villages must lie in the area that bears its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import geopandas
import numpy as np
import pandas as pd
import shapely

from geo import kecamatan, regions
from geo.code_column import ENOUGH, NEAR, CodeColumn
from geo.coverage import lay
from geo.overlaps import said_of_overlaps

MOST_NAMED = 10
_CODED = r"\d{2}\.\d{2}\.\d{2}(\.\d{4})?|\d{6}|\d{10}"


@dataclass(frozen=True, eq=False)
class OfficialKecamatan:
    """By kabupaten the areas of all its kecamatan, how many of these the file has, and what is to be said of it."""

    areas: Mapping[str, Mapping[str, shapely.Geometry]]
    found: int
    notes: tuple[str, ...]


def of_file(
    rows: geopandas.GeoDataFrame, column: CodeColumn, within: Mapping[str, shapely.Geometry]
) -> OfficialKecamatan:
    """The kecamatan of a file whose kabupaten were read from ``column``; ``within``: each kabupaten's area on the map.

    A kecamatan that the file does not have keeps its general border. None at all where the file does not go so deep, or
    where its codes do not lie where their villages are.
    """
    codes = _codes(rows, column)
    given = _dissolved(rows.geometry.to_numpy(), codes)
    if not given:
        return OfficialKecamatan({}, 0, ())
    misplaced = [code for code, area in given.items() if not _is_in_place(code, area)]
    if len(misplaced) > (1 - ENOUGH) * len(given):
        said = f"kecamatan left general: {len(misplaced)} of {len(given)} codes do not lie where their villages are"
        return OfficialKecamatan({}, 0, (said,))
    notes = [_said_of_places(misplaced)] if misplaced else []
    areas: dict[str, Mapping[str, shapely.Geometry]] = {}
    for kabupaten in sorted({code[:5] for code in given}):
        own = {code: area for code, area in given.items() if code[:5] == kabupaten}
        laid = _laid(kabupaten, own, within[kabupaten], notes)
        areas |= {kabupaten: laid} if laid else {}
    found = sum(code[:5] in areas for code in given)
    return OfficialKecamatan(areas, found, tuple(_shortened(notes)))


def _codes(rows: geopandas.GeoDataFrame, column: CodeColumn) -> pd.Series:
    """The kecamatan code of each row, by the column in which most rows have one within their kabupaten."""
    none = pd.Series(pd.NA, index=rows.index, dtype="string")
    if column.publisher != "Kemendagri":
        return none
    read = [_read(rows[name]) for name in rows.columns if name != rows.geometry.name]
    fitting = [codes.where(codes.str[:5] == column.codes) for codes in read]
    best = max(fitting, key=lambda codes: codes.notna().sum(), default=none)
    return best if best.notna().mean() >= ENOUGH else none


def _read(values: pd.Series) -> pd.Series:
    """Known kecamatan codes of a column of text or numbers, a village's cut to its kecamatan; missing where none."""
    if pd.api.types.is_float_dtype(values):
        values = values.map(lambda value: f"{value:.0f}", na_action="ignore")
    text = values.astype("string").str.strip()
    digits = text.where(text.str.fullmatch(_CODED).fillna(False)).str.replace(".", "").str[:6]
    dotted = digits.str[:2] + "." + digits.str[2:4] + "." + digits.str[4:]
    return dotted.where(dotted.isin(regions.kecamatan()["kecamatan_code"]))


def _dissolved(shapes: np.ndarray, codes: pd.Series) -> dict[str, shapely.Geometry]:
    plain = codes.to_numpy(dtype=object, na_value="")
    return {code: shapely.union_all(shapes[plain == code]) for code in sorted(set(plain) - {""})}


def _is_in_place(code: str, area: shapely.Geometry) -> bool:
    points, owners = kecamatan.villages(code[:5])
    return bool(shapely.dwithin(area, points[owners == code], NEAR).mean() >= ENOUGH)


def _laid(
    kabupaten: str, given: Mapping[str, shapely.Geometry], border: shapely.Geometry, notes: list[str]
) -> dict[str, shapely.Geometry]:
    """All kecamatan of a kabupaten as one coverage of its area; nothing where one of the file's would have no land."""
    missing = [code for code in regions.kecamatan_of(kabupaten) if code not in given]
    general = kecamatan.drawn(kabupaten, border) if missing else {}
    units = {**given, **{code: general[code] for code in missing}}
    covered = lay(np.array(list(units.values())), shapely.union_all([border, *(general[code] for code in missing)]))
    notes.extend(said_of_overlaps(tuple(units), covered, frozenset(missing)))
    if missing:
        notes.append(f"{_listed(missing)} not in the file, general borders")
    areas = dict(zip(units, kecamatan.simplified(covered.areas), strict=True))
    hidden = [code for code in units if areas[code].is_empty]
    if hidden:
        notes.append(f"nothing is left to draw of {_listed(hidden)}: the kecamatan of {kabupaten} stay general")
    return {} if hidden else {code: areas[code] for code in sorted(areas)}


def _said_of_places(codes: list[str]) -> str:
    return f"{len(codes)} kecamatan codes do not lie where their villages are: {_listed(codes)}"


def _listed(codes: Iterable[str]) -> str:
    named = [f"{code} {regions.name(code)}" for code in codes]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return ", ".join(named[:MOST_NAMED]) + more


def _shortened(notes: list[str]) -> list[str]:
    shown = [f"kecamatan: {note}" for note in notes[:MOST_NAMED]]
    left = len(notes) - len(shown)
    return [*shown, f"kecamatan: {left} more notes of this kind"] if left else shown
