"""What the synthetic register must meet: each figure with target, tolerance, unit and source.

The tolerances allow for the sampling of the default scale, where a family stands for about a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.demo import parameters as p

ASSUMED = "assumption of the synthetic register"
DUKCAPIL = "Kemendagri/Dukcapil, registered residents, semester 2 of 2024"
DUKCAPIL_AGES = "Kemendagri/Dukcapil, ages and families by province, 2024"
SUSENAS = "BPS, Susenas March 2025, headcount by kabupaten"
MINISTRY = "Ministry of Social Affairs"
BUDGET = "draft state budget 2026 (RAPBN), August 2025"

VERSIONS = {
    "2025Q1": "BPS, first version of DTSEN, 3 February 2025",
    "2025Q2": "BPS to DPD Committee III, May 2025 (persons rounded)",
    "2025Q3": "BPS, 31 July 2025 (rounded)",
    "2025Q4": "interpolated between BPS of July 2025 and January 2026",
    "2026Q1": "BPS, version of 23 January 2026",
}


@dataclass(frozen=True)
class Line:
    """A figure is within when it misses the target by at most the tolerance, in the line's unit."""

    figure: str
    target: float
    tolerance: float
    unit: str
    source: str


def lines() -> tuple[Line, ...]:
    """Every line, in the order of the method page."""
    return (*_register(), *_places(), *_recipients(), *_errors(), *_movements())


def _register() -> list[Line]:
    found = []
    for quarter, (persons, families, _) in p.NATION.items():
        source = VERSIONS[str(quarter)]
        found.append(Line(f"Persons in the register, {quarter}", persons, persons * 1e-3, "persons", source))
        found.append(Line(f"Families in the register, {quarter}", families, families * 1e-3, "families", source))
    equal = "BPS, October 2025: ten equal groups of persons"
    poor = f"{MINISTRY}, 7 November 2025: 35,046,783 of 94.2 million families"
    for quarter in p.NATION:
        found.append(Line(f"Persons in the largest desil, {quarter}", 10, 0.1, "% of ranked", equal))
        found.append(Line(f"Persons in the smallest desil, {quarter}", 10, 0.1, "% of ranked", equal))
        found.append(Line(f"Ranked families in desil 1-4, {quarter}", 37.2, 0.3, "% of ranked", poor))
        found.append(Line(f"Families not ranked (desil 0), {quarter}", 1.0, 0.2, "%", ASSUMED))
    return found


def _places() -> list[Line]:
    large, small = SUSENAS + " (200,000 residents or more)", SUSENAS + " (under 200,000 residents)"
    return [
        Line("Persons by kabupaten, largest miss, 2026Q1", 0, 1, "%", DUKCAPIL),
        Line(
            "Persons per family by province, largest miss, 2026Q1", 0, 1, "%", DUKCAPIL_AGES + ", scaled to the nation"
        ),
        Line("Aged 60 and over by province, largest miss, 2026Q1", 0, 1, "%", DUKCAPIL_AGES),
        Line("True poverty by kabupaten, largest miss, large, 2026Q1", 0, 1, "points", large),
        Line("True poverty by kabupaten, largest miss, small, 2026Q1", 0, 2, "points", small),
    ]


def _recipients() -> list[Line]:
    either = "press, 2025: 20-21 million families on PKH or Sembako"
    tenure = f"{MINISTRY}, 25 November 2025"
    return [
        Line("PKH families, 2026Q1", p.PKH_FAMILIES, 10_000, "families", BUDGET),
        Line("Sembako families, 2026Q1", p.SEMBAKO_FAMILIES, 18_300, "families", BUDGET),
        Line("PBI persons, 2026Q1", p.PBI_PERSONS, 96_800, "persons", BUDGET),
        Line("Families on PKH or Sembako, 2026Q1", 20_500_000, 500_000, "families", either),
        Line("Families past five years on aid, 2025Q4", p.PAST_FIVE_YEARS, 46_000, "families", tenure),
        Line("Families past eighteen years on aid, 2025Q4", p.PAST_EIGHTEEN_YEARS, 2_000, "families", tenure),
        Line("PKH rupiah, 2025", 28.7, 0.3, "trillion rupiah a year", BUDGET),
        Line("Sembako rupiah, 2025", 43.9, 0.1, "trillion rupiah a year", "18.3 million families at 200,000 a month"),
        Line("PBI rupiah, 2025", 48.8, 0.1, "trillion rupiah a year", "96.8 million persons at 42,000 a month"),
    ]


def _errors() -> list[Line]:
    before = "National Economic Council with BPS, 25 November 2025: 45 % mistargeted"
    after = f"{ASSUMED}: what the field checks below leave"
    checks = f"{MINISTRY}, June-September 2025: 1.9 million of 12 million checked families"
    return [
        Line("PKH recipients truly above desil 4, 2025Q1", 45, 3, "%", before),
        Line("Sembako recipients truly above desil 4, 2025Q1", 45, 3, "%", before),
        Line("PKH recipients truly above desil 4, 2026Q1", 33, 3, "%", after),
        Line("Sembako recipients truly above desil 4, 2026Q1", 33, 3, "%", after),
        Line("Families removed by field checks, 2025Q2", 1_900_000, 1_900, "families", checks),
        Line(
            "Families removed by field checks, to 2026Q1",
            3_100_000,
            100_000,
            "families",
            f"{MINISTRY}, February 2026: more than 3 million",
        ),
    ]


def _movements() -> list[Line]:
    pbi = f"{MINISTRY}, 18 June 2025: 7,397,277 = 5,090,334 + 2,306,943"
    filed = f"{MINISTRY}, Cek Bansos, May to 24 June 2025"
    ended, moved = p.PBI_ABOVE_DECILE.values()
    return [
        Line("PBI persons ended as not_in_register, 2025Q2", p.PBI_OUTSIDE_REGISTER, 0, "persons", pbi),
        Line("PBI persons ended as decile_above, 2025Q2", ended, 2_500, "persons", pbi),
        Line(
            "PBI persons ended as decile_above, 2026Q1",
            moved,
            50_000,
            "persons",
            "Kepmensos 3/HUK/2026: about 11 million",
        ),
        Line("PKH families graduated, 2025", 77_000, 500, "families", f"{MINISTRY}, 8 December 2025"),
        Line("Proposals through Cek Bansos, 2025Q2", 389_318, 0, "proposals", filed),
        Line("Objections through Cek Bansos, 2025Q2", 5_453, 0, "objections", filed),
    ]
