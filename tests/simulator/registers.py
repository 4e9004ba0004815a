"""Small registers made of families, and the same registers counted into cells."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from simulator.cells import COMPONENTS, PUPILS, Cells
from terms import Quarter

QUARTER = Quarter(2026, 1)
KABUPATEN = ("11.01", "35.15", "35.78")
#: Quarters on aid as the cells know them: exact to 24, then the end of whole years, then "longer".
CLOCKS = (0, 1, 4, 8, 19, 20, 21, 24, 28, 40, 72, 73)
#: The limit on components a family: dearest first, four persons, one elderly and one severe disability at most.
DEAREST = ("pregnant", "children_0_6", "elderly", "severe_disability", "pupils_sma", "pupils_smp", "pupils_sd")


@dataclass(frozen=True)
class Family:
    """One family of a register; ``weight`` families like it."""

    kabupaten: str = "35.15"
    decile: int = 1
    persons: int = 4
    raw: tuple[tuple[str, int], ...] = ()
    working_age: bool = True
    pkh: int = 0
    sembako: int = 0
    pbi_members: int = 0
    weight: int = 1
    paid: dict[str, int] = field(default_factory=dict, hash=False)

    def count(self, kind: str) -> int:
        return dict(self.raw).get(kind, 0)

    def counted(self, kind: str) -> int:
        """Components of a kind that are paid, within the limit of persons."""
        left = 4
        for one in DEAREST:
            most = min(self.count(one), 1) if one in ("elderly", "severe_disability") else self.count(one)
            taken = min(most, left)
            if one == kind:
                return taken
            left -= taken
        raise KeyError(kind)

    def quarters(self, programme: str) -> int:
        return {"PKH": self.pkh, "SEMBAKO": self.sembako}.get(programme, 0)

    def on(self, programme: str) -> bool:
        return self.pbi_members > 0 if programme == "PBI" else self.quarters(programme) > 0

    def traits(self) -> set[str]:
        young = self.count("pregnant") + self.count("children_0_6") > 0
        held = {"pregnant_or_young_child"} if young else set()
        held |= {kind for kind in ("elderly", "severe_disability") if self.count(kind) > 0}
        return held if self.working_age else held | {"no_working_age"}

    def has_component(self) -> bool:
        return any(number > 0 for _, number in self.raw)

    def type_number(self) -> int:
        bits = {"elderly": 2, "severe_disability": 4, "pregnant_or_young_child": 8}
        number = sum(bits[trait] for trait in self.traits() if trait in bits)
        return number + (1 if self.has_component() else 0) + (16 if self.working_age else 0)


def families() -> st.SearchStrategy[Family]:
    """Any family, small numbers, so that ties and edges are frequent."""
    raw = st.tuples(*(st.tuples(st.just(kind), st.sampled_from((0, 0, 0, 1, 2, 3))) for kind in COMPONENTS))
    paid = st.fixed_dictionaries({code: st.integers(0, 3_000_000) for code in ("PKH", "SEMBAKO", "PBI")})
    return st.builds(
        Family,
        kabupaten=st.sampled_from(KABUPATEN),
        decile=st.integers(0, 10),
        persons=st.integers(1, 8),
        raw=st.one_of(st.just(()), raw),
        working_age=st.booleans(),
        pkh=st.sampled_from(CLOCKS),
        sembako=st.sampled_from(CLOCKS),
        pbi_members=st.integers(0, 3),
        weight=st.integers(1, 5),
        paid=paid,
    )


def registers(least: int = 1) -> st.SearchStrategy[list[Family]]:
    return st.lists(families(), min_size=least, max_size=40)


def cells_of(register: list[Family], quarter: Quarter = QUARTER) -> Cells:
    """Count the families into cells, one loop over families, nothing shared with the engine."""
    cells: dict[tuple, dict[str, int]] = {}
    codes = tuple(sorted({family.kabupaten for family in register}))
    for family in register:
        place = (codes.index(family.kabupaten), family.decile, family.type_number())
        key = (*place, family.pkh, family.sembako, family.pbi_members > 0)
        sums = cells.setdefault(key, {})
        for name, number in _measures(family).items():
            sums[name] = sums.get(name, 0) + number * family.weight
    keys, rows = list(zip(*cells, strict=True)), list(cells.values())

    def column(name: str) -> np.ndarray:
        return np.array([row[name] for row in rows], np.int64)

    return Cells(
        quarter,
        codes,
        np.array(keys[0], np.int16),
        np.array(keys[1], np.int8),
        np.array(keys[2], np.int8),
        {"PKH": np.array(keys[3], np.int8), "SEMBAKO": np.array(keys[4], np.int8)},
        np.array(keys[5], bool),
        column("families"),
        column("persons"),
        column("pbi_persons"),
        {kind: column(kind) for kind in COMPONENTS},
        {level: column(f"all_{level}") for level in PUPILS},
        {code: column(f"rupiah_{code}") for code in ("PKH", "SEMBAKO", "PBI")},
    )


def _measures(family: Family) -> dict[str, int]:
    found = {"families": 1, "persons": family.persons, "pbi_persons": family.pbi_members}
    found |= {kind: family.counted(kind) for kind in COMPONENTS}
    found |= {f"all_{level}": family.count(f"pupils_{level}") for level in PUPILS}
    paid = {code: family.paid.get(code, 0) if family.on(code) else 0 for code in ("PKH", "SEMBAKO", "PBI")}
    return found | {f"rupiah_{code}": amount for code, amount in paid.items()}
