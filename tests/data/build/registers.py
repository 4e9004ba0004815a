"""Small random registers that keep the contract, written as an inbox; everything about them is kept as plain rows."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.contract import input_tables, values
from terms import Quarter

Row = dict[str, Any]
FIRST = Quarter(2025, 3)
KECAMATAN = ("11.01.01", "35.15.01", "35.15.02", "35.78.01", "51.71.01")
COMPONENTS = (
    "pregnant",
    "children_0_6",
    "pupils_sd",
    "pupils_smp",
    "pupils_sma",
    "aged_60_plus",
    "severe_disability",
)
ARROW = {
    "VARCHAR": pa.string(),
    "TINYINT": pa.int8(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}


@dataclass
class Snapshot:
    """The tables of one quarter as rows."""

    quarter: Quarter
    families: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)
    exits: list[Row] = field(default_factory=list)
    updates: list[Row] = field(default_factory=list)
    spotcheck: list[Row] = field(default_factory=list)

    def write(self, inbox: Path, text_identifiers: bool = False) -> Path:
        """The folder of the quarter; an earlier one is overwritten."""
        folder = inbox / str(self.quarter)
        folder.mkdir(parents=True, exist_ok=True)
        about = (
            'sent_by = "tests"\nas_of = 2026-01-31\nsynthetic = true\naccept_unlinked = 1.0\n[truth]\nfamilies = 1\n'
        )
        (folder / "manifest.toml").write_text(about, encoding="utf-8")
        for name in ("families", "payments", "exits", "updates", "spotcheck"):
            rows, table = getattr(self, name), input_tables.table(name)
            path = folder / f"{name}.parquet"
            path.unlink(missing_ok=True)
            if not rows and not table.required:
                continue
            kinds = {
                column.name: ARROW.get(column.type, pa.string() if text_identifiers else pa.int64())
                for column in table.columns
            }
            columns = {
                column: pa.array([_as(row.get(column), kind) for row in rows], kind) for column, kind in kinds.items()
            }
            pq.write_table(pa.table(columns), path)
        return folder


def _as(value: Any, kind: pa.DataType) -> Any:
    return str(value) if value is not None and kind == pa.string() else value


@dataclass
class Register:
    """A register that lives on from quarter to quarter: families are born, move, change, leave and come back."""

    seed: int
    first: Quarter = FIRST
    families: int = 40
    places: tuple[str, ...] = KECAMATAN
    weights: tuple[int, ...] = (1, 1, 2, 17)
    snapshots: list[Snapshot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self._weights: dict[int, int] = {}
        self._register: dict[int, Row] = {}
        self._paid: dict[tuple[int, str], Row] = {}
        self._updates: list[Row] = []

    def live(self, quarters: int) -> list[Snapshot]:
        """The snapshots of so many quarters from the first on."""
        for _ in range(quarters):
            self.snapshots.append(self._snapshot())
        return self.snapshots

    def _snapshot(self) -> Snapshot:
        quarter = self.first.shift(len(self.snapshots))
        before = dict(self._paid)
        self._change_families()
        self._change_payments(quarter)
        families = [{"quarter": str(quarter), "family_id": key, **row} for key, row in self._register.items()]
        families = [row | self._verification(quarter) for row in families]
        payments = [
            {"quarter": str(quarter), "family_id": key, "programme": programme, **row, **self._place(key)}
            for (key, programme), row in self._paid.items()
        ]
        gone = [pair for pair in before if pair not in self._paid]
        exits = [
            {"quarter": str(quarter), "family_id": key, "programme": programme, "reason": self.dice.choice(REASONS)}
            for key, programme in gone
            if self.dice.random() < 0.5
        ]
        return Snapshot(quarter, families, payments, exits, self._told_updates(quarter), self._visits(quarter))

    def _change_families(self) -> None:
        dice = self.dice
        known = set(self._weights)
        for key in list(self._register):
            if dice.random() < 0.1:
                del self._register[key]
            elif dice.random() < 0.5:
                self._register[key] = self._family(key)
        for key in sorted(known - self._register.keys()):
            if dice.random() < 0.3:
                self._register[key] = self._family(key)
        new = self.families if not known else max(1, self.families // 8)
        for key in range(len(known) + 1, len(known) + 1 + new):
            self._weights[key] = dice.choice(self.weights)
            if dice.random() < 0.9:
                self._register[key] = self._family(key)

    def _family(self, key: int) -> Row:
        dice = self.dice
        persons = dice.randint(1, 9)
        row: Row = {name: dice.choice((0, 0, 1, min(2, persons), persons)) for name in COMPONENTS}
        return row | {
            "kecamatan_code": dice.choice(self.places),
            "decile": dice.randint(0, 10),
            "weight": self._weights[key],
            "persons": persons,
            "working_age_able": dice.randint(0, persons),
            "from_dtks": dice.random() < 0.5,
            "from_regsosek": dice.random() < 0.5,
            "from_p3ke": dice.random() < 0.5,
            "civil_match": dice.choice(values.CIVIL_MATCHES),
        }

    def _verification(self, quarter: Quarter) -> Row:
        ago = self.dice.choice((None, 0, 1, 3, 4, 9))
        if ago is None:
            return {"last_verified": None, "verified_by": None}
        return {"last_verified": str(quarter.shift(-ago)), "verified_by": "ground_check"}

    def _change_payments(self, quarter: Quarter) -> None:
        dice, is_first = self.dice, not self.snapshots
        for pair in list(self._paid):
            if dice.random() < 0.2:
                del self._paid[pair]
        for key in self._weights:
            for programme in values.PROGRAMMES:
                if (key, programme) not in self._paid and dice.random() < (0.5 if is_first else 0.15):
                    ago = dice.choice((0, 3, 23, 24, 71, 72, 90)) if is_first else 0
                    self._paid[key, programme] = {"first_quarter": str(quarter.shift(-ago))}
        for (key, programme), row in list(self._paid.items()):
            persons = self._register.get(key, {}).get("persons", 5)
            covered = dice.randint(1, persons) if programme == "PBI" else None
            self._paid[key, programme] = row | {"persons_covered": covered, "rupiah": dice.randint(0, 900) * 1000}

    def _place(self, key: int) -> Row:
        """Where a family outside the register is paid; a registered one needs no place, or may be paid elsewhere."""
        if key in self._register and self.dice.random() < 0.5:
            return {"kecamatan_code": None, "weight": None}
        return {"kecamatan_code": self.places[key % len(self.places)], "weight": self._weights[key]}

    def _told_updates(self, quarter: Quarter) -> list[Row]:
        """Proposals filed this quarter, and those of earlier quarters told again."""
        dice = self.dice
        month = quarter.number * 3 - 2
        for _ in range(dice.randint(0, 5)):
            self._updates.append(
                {
                    "update_id": len(self._updates) + 1,
                    "family_id": dice.choice((None, *self._register)),
                    "kecamatan_code": dice.choice(self.places),
                    "filed_on": date(quarter.year, month, dice.randint(1, 28)),
                    "kind": dice.choice(values.UPDATE_KINDS),
                    "channel": dice.choice(values.UPDATE_CHANNELS),
                    "stage": "filed",
                    "outcome": "pending",
                    "decided_on": None,
                    "decile_before": dice.choice((None, 5)),
                    "decile_after": None,
                }
            )
        for row in self._updates:
            if row["outcome"] == "pending" and dice.random() < 0.4:
                decided = max(row["filed_on"], date(quarter.year, month + 2, 28))
                row |= {"outcome": "accepted", "stage": "bps_ranking", "decided_on": decided, "decile_after": 2}
        return [dict(row) for row in self._updates]

    def _visits(self, quarter: Quarter) -> list[Row]:
        dice = self.dice
        visits = []
        for number, (key, family) in enumerate(self._register.items()):
            place = family["kecamatan_code"]
            visit: Row = {name: family[name] for name in (*COMPONENTS, "persons")} | {
                "sample_id": number,
                "quarter": str(quarter),
                "family_id": dice.choice((key, key, None)),
                "kecamatan_code": place,
                "stratum": place[:5],
                "psu": f"{place}-{number % 2}",
                "weight": dice.choice((1.5, 3.0)),
                "outcome": dice.choice(("interviewed", "interviewed", "refused")),
                "recheck_of": None,
            }
            interviewed = visit["outcome"] == "interviewed"
            visits.append(visit | {"verified_decile": dice.randint(1, 10) if interviewed else None, "linked": True})
        return visits


REASONS = ("deceased", "graduated", "decile_above", "other")
