"""No small count of a kabupaten follows from all that is published of it, of its neighbours and of its province.

One attacker is told everything at once: ledgers and time on aid of every programme, deciles and upkeep of every
quarter, moves between deciles, proposals, and the same by kecamatan. Exact bounds of some counts are worked out too,
and reported.
"""

from __future__ import annotations

import logging
import statistics
from dataclasses import dataclass

import pytest

from data.figures import (
    decided,
    guard_kecamatan,
    guard_ledger,
    guard_moves,
    guard_register,
    guard_tenure,
    guard_updates,
)
from data.figures.sums import HiddenSums
from data.read import asked
from data.store.disclosure import SMALLEST_SHOWN, is_small
from data.store.open import Store
from tests.data.figures import published, published_kecamatan, published_updates
from tests.data.figures.attacker import Attacker, Bounds
from tests.data.figures.conftest import PROVINCE

LEDGERS = (("PKH", "families"), ("SEMBAKO", "families"), ("PBI", "families"), ("PBI", "persons"))
SUBJECTS = (
    *(f"{programme} {unit}" for programme, unit in LEDGERS),
    "register",
    "moves",
    "any aid",
    "proposals",
    "kecamatan",
)
GUARDS = (
    guard_ledger.hidden, guard_register.hidden, guard_tenure.hidden, guard_moves.hidden, guard_moves.aid_hidden,
    guard_updates.hidden, guard_kecamatan.hidden,
)  # fmt: skip
#: Of how many small counts of a subject the exact bounds are worked out in the everyday run.
MEASURED = 6
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Told:
    """The attacker after everything was published, and the exact counts that it must not find, by subject."""

    attacker: Attacker
    exact: dict[str, dict[tuple, int]]

    def small(self, subject: str) -> list[tuple]:
        return sorted((name for name, count in self.exact[subject].items() if is_small(count)), key=str)


def everything(store: Store, is_wide: bool) -> Told:
    """The wide attacker is told of the register in all quarters and of proposals of each single kind in all of them,
    the everyday one in the newest few."""
    attacker, exact, ledgers = Attacker(), {}, {}
    for programme, unit in LEDGERS:
        part = ledgers[programme, unit] = attacker.part("ledger", programme, unit)
        found = published.ledgers(part, store, programme, unit, PROVINCE)
        if programme != "PBI":
            codes = sorted({name[1] for name in found})
            found |= published.years_on_aid(part, store, programme, PROVINCE, codes)
        exact[f"{programme} {unit}"] = part.named(found)
    families = published.counted(store, "PBI", "families", PROVINCE)
    published.at_least_one_person_a_family(attacker, ledgers["PBI", "families"], ledgers["PBI", "persons"], families)
    quarters = asked.quarters(store)
    above = {programme: ledgers[programme, "families"] for programme in ("PKH", "SEMBAKO", "PBI")}
    above |= {published_kecamatan.PERSONS: ledgers["PBI", "persons"]}
    part = above["register"] = attacker.part("register")
    exact["register"] = part.named(published.registers(part, store, PROVINCE, quarters[0 if is_wide else -2 :]))
    exact["moves"] = part.named(published.moves(part, store, PROVINCE, *quarters[-2:]))
    part = attacker.part("any aid")
    exact["any aid"] = part.named(published.on_any_aid(part, store, PROVINCE, quarters[-4:]))
    part = above["proposals"] = attacker.part("proposals")
    exact["proposals"] = part.named(
        published_updates.proposals(part, store, PROVINCE, quarters, quarters[0 if is_wide else -1 :])
    )
    part, codes = attacker.part("kecamatan"), sorted({name[1] for name in families})
    exact["kecamatan"] = {}
    for quarter in quarters[0 if is_wide else -1 :]:
        exact["kecamatan"] |= part.named(published_kecamatan.of_kabupaten(part, store, codes, quarter, above))
    return Told(attacker, exact)


@pytest.fixture(scope="module")
def told(weight_one) -> Told:
    return everything(weight_one, is_wide=False)


@pytest.fixture(scope="module")
def widely_told(weight_one) -> Told:
    return everything(weight_one, is_wide=True)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_small_count_follows_from_all_that_is_published(told, subject):
    small = told.small(subject)
    assert len(small) >= (5 if subject == "any aid" else 50)
    known = told.attacker.finds_out(small)
    assert not {name: (told.exact[subject][name], bounds) for name, bounds in known.items()}
    some = small[:: max(len(small) // MEASURED, 1)]
    LOG.warning("%s: %s", subject, report(told.attacker.works_out(some)))


@pytest.mark.long
@pytest.mark.parametrize("subject", SUBJECTS)
def test_bounds_of_every_small_count(widely_told, subject):
    bounds = widely_told.attacker.works_out(widely_told.small(subject))
    LOG.warning("%s: %s", subject, report(bounds))
    assert not [name for name, one in bounds.items() if one.is_known]


def report(bounds: dict[tuple, Bounds]) -> str:
    """How narrow the bounds are, shown by `-rP`, as `make attack` has it."""
    widths = sorted(one.width for one in bounds.values())
    ten = sum(one.high > SMALLEST_SHOWN - 0.5 for one in bounds.values())
    middle = statistics.median(widths)
    return f"{len(widths)} small counts, narrowest {widths[0]:.0f}, median {middle:.0f}; {ten} may be ten or more"


@pytest.fixture
def small_alone(monkeypatch):
    """Hides small counts and nothing beside them."""

    def hide(self: HiddenSums, also=()):
        return frozenset({*also, *(name for name in self._place if is_small(self.value(name)))}), frozenset()

    _forget()
    monkeypatch.setattr(HiddenSums, "hide", hide)
    monkeypatch.setattr(decided, "file_of", lambda *_: None)
    yield
    _forget()


def _forget() -> None:
    for guard in GUARDS:
        guard.cache_clear()


def test_attacker_recovers_small_counts_when_nothing_is_hidden_beside_them(weight_one, small_alone):
    attacker, newest = Attacker(), asked.quarters(weight_one)[-1:]
    part = attacker.part("ledger")
    ledger = part.named(published.ledgers(part, weight_one, "PKH", "families", PROVINCE))
    part = attacker.part("register")
    register = part.named(published.registers(part, weight_one, PROVINCE, newest))
    part = attacker.part("proposals")
    proposals = part.named(published_updates.proposals(part, weight_one, PROVINCE, newest, ()))
    for exact in (ledger, register, proposals):
        assert len(attacker.finds_out([name for name, count in exact.items() if is_small(count)])) > 5
