"""No hidden count of a kabupaten follows from all that is published of it, of its neighbours and of its province."""

from __future__ import annotations

import statistics

import pytest

from data.figures import guard_ledger, guard_register, guard_tenure
from data.figures.sums import HiddenSums
from data.read import asked
from data.store.disclosure import is_small
from data.store.open import Store
from tests.data.figures import published
from tests.data.figures.attacker import Attacker, Bounds
from tests.data.figures.conftest import PROVINCE

PROGRAMMES = {"PKH": "families", "SEMBAKO": "families", "PBI": "families"}
GUARDS = (guard_ledger.hidden, guard_register.hidden, guard_tenure.hidden)

pytestmark = pytest.mark.long


def movement_told(store: Store, programme: str, unit: str) -> tuple[Attacker, dict[tuple, int]]:
    attacker = Attacker()
    exact = published.ledgers(attacker, store, programme, unit, PROVINCE)
    if programme != "PBI":
        codes = sorted({name[1] for name in exact})
        exact |= published.years_on_aid(attacker, store, programme, PROVINCE, codes)
    return attacker, exact


def small_counts(exact: dict[tuple, int]) -> list[tuple]:
    return [name for name, count in exact.items() if is_small(count)]


def found_out(attacker: Attacker, names: list[tuple], exact: dict[tuple, int]) -> dict[tuple, int]:
    """Those of these counts that the attacker knows for sure."""
    return {name: exact[name] for name, bounds in attacker.works_out(names).items() if bounds.is_known}


def report(title: str, bounds: dict[tuple, Bounds], record_property) -> None:
    """How narrow the bounds are, for whoever reads the test's report."""
    widths = sorted(one.width for one in bounds.values())
    text = f"{len(widths)} hidden counts, narrowest {widths[0]:.0f}, median {statistics.median(widths):.0f}"
    record_property(title, text)


@pytest.mark.parametrize(("programme", "unit"), [*PROGRAMMES.items(), ("PBI", "persons")])
def test_no_hidden_count_of_a_ledger_nor_of_time_on_aid_can_be_worked_out(weight_one, programme, unit, record_property):
    attacker, exact = movement_told(weight_one, programme, unit)
    hidden = guard_ledger.hidden(weight_one, programme, PROVINCE)
    some = {*small_counts(exact), *(name for name in hidden if exact.get(name, 0) > 0)}
    bounds = attacker.works_out(sorted(some, key=str))
    report(f"{programme} {unit}", bounds, record_property)
    assert len(bounds) > 50
    assert not {name: (exact[name], one) for name, one in bounds.items() if one.is_known}


def test_no_small_count_of_deciles_and_upkeep_can_be_worked_out(weight_one, record_property):
    attacker = Attacker()
    exact = published.registers(attacker, weight_one, PROVINCE, asked.quarters(weight_one))
    bounds = attacker.works_out(small_counts(exact))
    report("register", bounds, record_property)
    assert len(bounds) > 50
    assert not {name: (exact[name], one) for name, one in bounds.items() if one.is_known}


def test_no_small_count_of_moves_between_deciles_can_be_worked_out(weight_one, record_property):
    attacker = Attacker()
    *_, before, after = asked.quarters(weight_one)
    exact = published.registers(attacker, weight_one, PROVINCE, (after,))
    exact |= published.moves(attacker, weight_one, PROVINCE, before, after)
    bounds = attacker.works_out(small_counts(exact))
    report("moves", bounds, record_property)
    assert len(bounds) > 500
    assert not {name: (exact[name], one) for name, one in bounds.items() if one.is_known}


@pytest.fixture
def small_alone(monkeypatch):
    """Hides small counts and nothing beside them."""

    def hide(self: HiddenSums, also=()):
        return frozenset({*also, *(name for name in self._place if is_small(self.value(name)))}), frozenset()

    _forget()
    monkeypatch.setattr(HiddenSums, "hide", hide)
    yield
    _forget()


def _forget() -> None:
    for guard in GUARDS:
        guard.cache_clear()


def test_attacker_recovers_small_counts_when_nothing_is_hidden_beside_them(weight_one, small_alone):
    attacker, exact = movement_told(weight_one, "PKH", "families")
    assert len(found_out(attacker, small_counts(exact), exact)) > 10
    attacker = Attacker()
    exact = published.registers(attacker, weight_one, PROVINCE, asked.quarters(weight_one)[-1:])
    assert len(found_out(attacker, small_counts(exact), exact)) > 10
