"""A store whose spot check is large enough to learn from: one register, visits that tell decile and component."""

from __future__ import annotations

import random

import pytest

from data.store.open import Store, open_store
from tests.data.build.registers import COMPONENTS, Register, Row, Snapshot
from tests.data.build.stores import built_of

FAMILIES, PSUS = 2500, 12


def visited(snapshot: Snapshot, seed: int) -> Snapshot:
    """The snapshot with aid that leans to the poor, and a visit to nearly every family in PSUs of its kecamatan."""
    dice = random.Random(seed)
    decile = {family["family_id"]: family["decile"] for family in snapshot.families}
    snapshot.payments = [
        row for row in snapshot.payments if dice.random() < (0.9 if decile.get(row["family_id"], 10) <= 4 else 0.4)
    ]
    snapshot.spotcheck = [
        _visit(number, family, dice) | {"quarter": str(snapshot.quarter)}
        for number, family in enumerate(snapshot.families)
        if dice.random() < 0.9
    ]
    return snapshot


def _visit(number: int, family: Row, dice: random.Random) -> Row:
    place, interviewed = family["kecamatan_code"], dice.random() < 0.9
    found = min(10, max(1, family["decile"] + dice.choice((-2, -1, 0, 0, 1, 2))))
    return {name: family[name] for name in (*COMPONENTS, "persons")} | {
        "sample_id": number,
        "family_id": None if dice.random() < 0.03 else family["family_id"],
        "kecamatan_code": place,
        "stratum": place[:5],
        "psu": f"{place}-{number % PSUS}",
        "weight": float(family["weight"]) * dice.choice((1.0, 1.5)),
        "outcome": "interviewed" if interviewed else "refused",
        "verified_decile": found if interviewed else None,
        "linked": True,
        "recheck_of": None,
    }


@pytest.fixture(scope="session")
def snapshots() -> list[Snapshot]:
    first, second = Register(seed=11, families=FAMILIES).live(2)
    return [visited(first, 1), visited(second, 2)]


@pytest.fixture(scope="session")
def built(snapshots: list[Snapshot], tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store of both quarters."""
    return open_store(built_of(snapshots, tmp_path_factory.mktemp("modelled")))
