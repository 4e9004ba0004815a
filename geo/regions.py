"""Codes, names and neighbours of provinces, kabupaten/kota and kecamatan, and the look-ups between them.

A code without further word is Kemendagri's, dotted, as text: ``35``, ``35.15``, ``35.15.01``. BPS codes have no dot
(``3515``) and mean other places in about a third of the country, so they are translated by name of the function only.
Imports pandas alone, so that ``data`` may use it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from geo import candidates
from terms import InputError

REFERENCE = Path(__file__).parent / "reference"


@cache
def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)


@cache
def _kabupaten() -> pd.DataFrame:
    numbers = {"area_km2": "float64", "lon": "float64", "lat": "float64"}
    return _table("kabupaten").astype(numbers).sort_values("kabupaten_code", ignore_index=True)


def kabupaten() -> pd.DataFrame:
    """One row a kabupaten/kota, 514, by code: kabupaten_code, its two BPS codes, name, kind, province_code,
    area_km2 (BIG, December 2024), lon and lat of a label point inside it."""
    return _kabupaten().copy(deep=False)


@cache
def _provinces() -> pd.DataFrame:
    points = _kabupaten()
    weighted = points[["lon", "lat"]].mul(points["area_km2"], axis=0).groupby(points["province_code"]).sum()
    centre = weighted.div(points.groupby("province_code")["area_km2"].sum(), axis=0)
    offset = points[["lon", "lat"]] - centre.loc[points["province_code"]].set_axis(points.index)
    nearest = (offset**2).sum(axis=1).groupby(points["province_code"]).idxmin()
    labels = points.loc[nearest, ["province_code", "lon", "lat"]]
    counts = points.groupby("province_code").size().rename("kabupaten_count").reset_index()
    return _table("province").merge(counts).merge(labels).sort_values("province_code", ignore_index=True)


def provinces() -> pd.DataFrame:
    """One row a province, 38, by code: province_code, province_code_bps (with 38 provinces), name, kabupaten_count,
    lon and lat of a label point on land (that of the kabupaten nearest to the middle)."""
    return _provinces().copy(deep=False)


@cache
def _kecamatan() -> pd.DataFrame:
    table = _table("kecamatan").sort_values("kecamatan_code", ignore_index=True)
    return table.assign(kabupaten_code=table["kecamatan_code"].str[:5])


def kecamatan() -> pd.DataFrame:
    """One row a kecamatan, 7,285, by code: kecamatan_code, name, kabupaten_code."""
    return _kecamatan().copy(deep=False)


@cache
def _bps_codes() -> pd.DataFrame:
    table = _kabupaten()
    vintages = [
        table[[column, "kabupaten_code"]].set_axis(["kabupaten_code_bps", "kabupaten_code"], axis=1)
        for column in ("kabupaten_code_bps", "kabupaten_code_bps_2019")
    ]
    return pd.concat(vintages).drop_duplicates().sort_values("kabupaten_code_bps", ignore_index=True)


def bps_codes() -> pd.DataFrame:
    """Every BPS kabupaten code, with 38 provinces or of 2019 (540 rows, each code once), and the kabupaten_code it
    means; no code changed its place between the two lists."""
    return _bps_codes().copy(deep=False)


@cache
def _names() -> dict[str, str]:
    tables = {"province_code": _provinces(), "kabupaten_code": _kabupaten(), "kecamatan_code": _kecamatan()}
    return {code: name for key, table in tables.items() for code, name in zip(table[key], table["name"], strict=True)}


@cache
def _from_bps() -> dict[str, str]:
    provinces_by_bps = dict(zip(_provinces()["province_code_bps"], _provinces()["province_code"], strict=True))
    return provinces_by_bps | dict(zip(_bps_codes()["kabupaten_code_bps"], _bps_codes()["kabupaten_code"], strict=True))


def former() -> dict[str, str]:
    """The present code of each kabupaten/kota that was renumbered when Papua was split in 2022, by former code."""
    return dict(_former())


@cache
def _former() -> dict[str, str]:
    table = _table("former_areas")
    return dict(zip(table["former_code"], table["code"], strict=True))


def known(code: str) -> str:
    """The code itself if it is Kemendagri's of a province, kabupaten/kota or kecamatan; otherwise an InputError that
    names it, the nearest codes, and what it would be in the BPS list."""
    if code not in _names():
        raise InputError(candidates.unknown_code(code, _names(), _from_bps(), _former()))
    return code


def name(code: str) -> str:
    """The official name of a province, kabupaten/kota or kecamatan."""
    return _names()[known(code)]


def kabupaten_of(province_code: str) -> tuple[str, ...]:
    """The codes of a province's kabupaten/kota, in order."""
    codes = _by_province().get(known(province_code), ())
    if not codes:
        raise InputError(f"region: a province code has two digits, such as 35, got {province_code}")
    return codes


@cache
def _by_province() -> dict[str, tuple[str, ...]]:
    """Asked for by every page of a province, in every run."""
    pairs = zip(_kabupaten()["province_code"], _kabupaten()["kabupaten_code"], strict=True)
    found: dict[str, list[str]] = {}
    for province, kabupaten in pairs:
        found.setdefault(str(province), []).append(str(kabupaten))
    return {province: tuple(codes) for province, codes in found.items()}


def kecamatan_of(kabupaten_code: str) -> tuple[str, ...]:
    """The codes of a kabupaten's kecamatan, in order."""
    table = _kecamatan()
    codes = tuple(table.loc[table["kabupaten_code"] == known(kabupaten_code), "kecamatan_code"])
    if not codes:
        raise InputError(f"region: a kabupaten code looks like 35.15, got {kabupaten_code}")
    return codes


@cache
def _urban_shares() -> dict[str, float]:
    table = _kabupaten().merge(_table("villages").astype({"kelurahan": int, "desa": int}), on="kabupaten_code")
    villages = table["kelurahan"] + table["desa"]
    urban = table["kelurahan"].where(table["kind"] != "kota", villages)
    found: dict[str, float] = {}
    for codes in (table["kabupaten_code"], table["province_code"]):
        shares = urban.groupby(codes).sum() / villages.groupby(codes).sum()
        found |= {str(code): float(share) for code, share in shares.items()}
    return found


def urban_share(code: str) -> float:
    """The share (0–1) of a kabupaten's or province's villages that are urban by their status: kelurahan, and every
    village of a kota. Status is no measure of density: a desa at the edge of a city counts as rural."""
    if known(code) not in _urban_shares():
        raise InputError(f"region: the urban share is known for provinces and kabupaten, got {code}")
    return _urban_shares()[code]


def find(text: str) -> str:
    """The area that a person means by a code, or by the name of a province or kabupaten, as a Kemendagri code.

    ``Sidoarjo``, ``kab. sidoarjo``, ``35.15`` and ``3515`` are all 35.15. A full official name wins; a name of several
    places (``Bandung``), or a plain code that means two places in the two lists, is an InputError naming them.
    """
    if text.strip().replace(".", "").isdigit():
        code = text.strip()
        return code if code in _names() else candidates.plain_code(code, _names(), _from_bps(), _former())
    areas = {code: area for code, area in _names().items() if len(code) <= 5}
    return candidates.by_name(text, areas)


def guess(text: str) -> tuple[str, ...]:
    """The provinces and kabupaten that a person may mean who types in haste, best first: a code with or without its dot
    (``3515``), a short name in common use (``jogja``), a name of several places (``bandung``), a name with a letter
    wrong (``sidorajo``). Empty when none is like it."""
    try:
        return (find(text)[: candidates.KABUPATEN],)
    except InputError:
        short = dict(zip(_table("short_names")["short"], _table("short_names")["code"], strict=True))
        areas = {code: area for code, area in _names().items() if len(code) <= candidates.KABUPATEN}
        meant = short.get("".join(text.lower().split()))
        return (meant,) if meant else candidates.like(text, areas)


@cache
def _neighbours() -> dict[str, tuple[str, ...]]:
    """By kabupaten, from pairs that are named once each; every kabupaten is in one."""
    pairs = _table("neighbours")
    both = pd.concat(
        [pairs, pairs.rename(columns={"kabupaten_code": "neighbour_code", "neighbour_code": "kabupaten_code"})]
    )
    return {str(code): tuple(sorted(group)) for code, group in both.groupby("kabupaten_code")["neighbour_code"]}


def neighbours(code: str) -> tuple[str, ...]:
    """The codes of a kabupaten's neighbours, over land or, for island units, over the sea."""
    known(code)
    if code not in _neighbours():
        raise InputError(f"region: neighbours are known for kabupaten only, got {code}")
    return _neighbours()[code]
