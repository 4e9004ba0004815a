"""Every decision on what is hidden, made ahead of whoever asks: minutes of work once a build, in a process of its own.

A page that comes first decides what it needs by itself; both write the same files (``decided``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from data.figures import guard_ledger, guard_moves, guard_register, guard_updates, tenure
from data.read import asked, register
from data.store.open import Store
from data.store.scope import Scope
from simulator.cells import TIMED
from terms import QUARTERS_A_YEAR, REGISTER_PROGRAMMES, Quarter

Decision = Callable[[], object]


def decide(store: Store, told: Callable[[int, int], None] = lambda done, all_of_them: None) -> int:
    """Make all decisions of a build that are not made yet, those of all quarters first, then the newest quarter's; how
    many there are.

    ``told`` hears how many are made, of how many.
    """
    decisions = list(_decisions(store))
    for done, decision in enumerate(decisions, start=1):
        decision()
        told(done, len(decisions))
    return len(decisions)


def _decisions(store: Store) -> Iterator[Decision]:
    quarters = asked.quarters(store)
    codes = register.desil(store, Scope.national(), quarters[-1], "kabupaten")["code"].unique()
    first = {code[:2]: code for code in sorted(codes, reverse=True)}
    for province in sorted(first):
        yield from _of_province(store, province)
    for quarter in reversed(quarters):
        for province, kabupaten in sorted(first.items()):
            yield from _of_quarter(store, province, kabupaten, quarter, quarters)


def _of_province(store: Store, province: str) -> Iterator[Decision]:
    for one in REGISTER_PROGRAMMES:
        yield partial(guard_ledger.hidden, store, one.code, province)
    yield partial(guard_updates.hidden, store, province)


def _of_quarter(
    store: Store, province: str, kabupaten: str, quarter: Quarter, quarters: tuple[Quarter, ...]
) -> Iterator[Decision]:
    yield partial(guard_register.hidden, store, province, quarter)
    for code in TIMED:
        # Which years are told apart is the figure's own business, so it is asked for the figure.
        yield partial(tenure.years_on_aid, store, Scope.kabupaten(kabupaten), code, quarter, "kabupaten")
    for ago in (1, QUARTERS_A_YEAR):
        if (before := quarter.shift(-ago)) in quarters:
            yield partial(guard_moves.hidden, store, province, before, quarter)
    if quarter.previous() in quarters:
        yield partial(guard_moves.aid_hidden, store, province, quarter)
