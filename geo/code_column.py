"""Which column of a boundary file holds the region codes, and in whose list: found by content, never by its name.

About 480 of 514 codes exist in both lists but mean different places in a third of them, so knowing the codes proves
little. What decides is the place: the label point of the kabupaten that a code means must lie in the area bearing it.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas
import pandas as pd
import shapely

from geo import regions
from terms import InputError

ENOUGH = 0.5
NEAR = 0.02


@dataclass(frozen=True, eq=False)
class CodeColumn:
    """A column read as codes: its name, whose list, the kabupaten code of each row (missing where unknown), the share
    of the codes whose label point lies in their area, whether the codes go deeper than kabupaten, the codes whose
    label point lies elsewhere, each with the kabupaten whose point its area holds instead (or nothing), and the codes
    that ended when Papua was split, each with the present one."""

    name: str
    publisher: str
    codes: pd.Series
    in_place: float
    deeper: bool
    misplaced: tuple[tuple[str, str], ...] = ()
    renumbered: tuple[tuple[str, str], ...] = ()


def kabupaten_digits(values: pd.Series) -> pd.Series:
    """The four digits of the kabupaten in a column of codes of any level from there down: ``35.15``, ``3515``,
    ``ID3515``, 3515.0, 11.1 (11.10 read as a number), ``35.15.01``, ``3515010001``. Missing where it is none."""
    if pd.api.types.is_float_dtype(values):
        whole = (values.dropna() % 1 == 0).all()
        values = values.map(lambda value: f"{value:.0f}" if whole else f"{value:.2f}", na_action="ignore")
    text = values.astype("string").str.strip().str.removeprefix("ID")
    coded = text.str.fullmatch(r"\d{2}\.?\d{2}|\d{2}\.\d{2}\.\d{2}(\.\d{4})?|\d{6,7}|\d{10}")
    return text.str.replace(".", "").str[:4].where(coded.fillna(False))


def readings(table: pd.DataFrame) -> list[tuple[str, str, pd.Series]]:
    """Every (column, publisher, kabupaten code of each row) in which at least half of the rows are known codes."""
    found = []
    for name in table.columns:
        if not _may_hold_codes(table[name]):
            continue
        digits = kabupaten_digits(table[name])
        for publisher, kabupaten_codes in _publishers().items():
            codes = digits.map(kabupaten_codes)
            if len(codes) and codes.notna().mean() >= ENOUGH:
                found.append((str(name), publisher, codes))
    return found


def find(areas: geopandas.GeoDataFrame) -> CodeColumn:
    """The reading whose codes lie where they should, of most kabupaten; Kemendagri's on a tie. areas: EPSG:4326."""
    found = readings(areas)
    if not found:
        columns = ", ".join(str(name) for name in areas.columns if name != areas.geometry.name) or "none"
        raise InputError(f"no column holds kabupaten codes of Kemendagri (35.15) or BPS (3515); columns: {columns}")
    judged = [_judge(areas, *reading) for reading in found]
    best = max(judged, key=lambda column: (column.in_place * column.codes.nunique(), column.publisher == "Kemendagri"))
    if best.in_place < ENOUGH:
        raise InputError(
            f"column {best.name} holds {best.codes.nunique()} known codes, but only {best.in_place:.0%} of them lie "
            "where their kabupaten is: the coordinates are swapped, in another coordinate system than stated, or the "
            "codes belong to other rows"
        )
    return best


def _may_hold_codes(values: pd.Series) -> bool:
    plain = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    return plain or pd.api.types.is_string_dtype(values)


def _publishers() -> dict[str, dict[str, str]]:
    """For each publisher, four digits to the kabupaten code that it means by them."""
    kemendagri = {code.replace(".", ""): code for code in regions.kabupaten()["kabupaten_code"]}
    bps = regions.bps_codes().set_index("kabupaten_code_bps")["kabupaten_code"].to_dict()
    return {"Kemendagri": kemendagri, "BPS": bps}


def _judge(areas: geopandas.GeoDataFrame, name: str, publisher: str, codes: pd.Series) -> CodeColumn:
    rows = codes.dropna()
    shapes = areas.geometry.loc[rows.index].to_numpy()
    labels = _labels()
    inside = shapely.dwithin(shapes, labels.loc[rows].to_numpy(), NEAR)
    in_place = set(rows[inside])
    digits = areas[name].dropna().astype("string").str.replace(r"\D", "", regex=True)
    return CodeColumn(
        name,
        publisher,
        codes,
        len(in_place) / rows.nunique(),
        deeper=bool(digits.str.len().max() > len("11010")),
        misplaced=tuple(_found_at(rows[~rows.isin(in_place)], areas, labels)),
        renumbered=tuple(_renumbered(areas[name][codes.isna()])),
    )


def _renumbered(values: pd.Series) -> list[tuple[str, str]]:
    """The former codes among values that no list knows, each once, with the code that the place has now."""
    former = regions.former()
    digits = kabupaten_digits(values).dropna()
    found = {f"{four[:2]}.{four[2:]}" for four in digits} & set(former)
    return [(code, former[code]) for code in sorted(found)]


def _found_at(rows: pd.Series, areas: geopandas.GeoDataFrame, labels: pd.Series) -> list[tuple[str, str]]:
    """Each code once, by code, with the kabupaten whose label point lies in an area that bears it."""
    points = labels.to_numpy()
    found = {}
    for code, shapes in areas.geometry.loc[rows.index].groupby(rows):
        held = labels.index[shapely.STRtree(points).query(shapes.union_all(), "contains")].tolist()
        found[str(code)] = held[0] if held else ""
    return sorted(found.items())


def _labels() -> pd.Series:
    """The label point of each kabupaten by code."""
    table = regions.kabupaten()
    points = shapely.points(table["lon"].to_numpy(), table["lat"].to_numpy())
    return pd.Series(points, index=table["kabupaten_code"])
