"""Every decision on what is hidden, and what areas are read beside, made ahead of whoever asks: minutes of work once a
build, in a process of its own.

A page that comes first makes what it needs by itself; both write the same files (``decided``, ``kept_tables``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from itertools import product

from data.figures import guard_ledger, guard_moves, guard_register, guard_updates, kept_files, tenure
from data.figures.decided import FOLDER
from data.figures.region import standings
from data.figures.region.basis import RegionBasis
from data.read import asked, register
from data.store.finished import folder_of
from data.store.open import Store
from data.store.scope import Scope
from simulator.cells import TIMED
from simulator.engine.margins import ANY, timed
from simulator.engine.simulate import simulate
from simulator.policy.files import available, named
from terms import QUARTERS_A_YEAR, REGISTER_PROGRAMMES, InputError, Quarter

Decision = Callable[[], object]


def decide(
    store: Store,
    basis_of: Callable[[Quarter], RegionBasis],
    told: Callable[[int, int], None] = lambda done, all_of_them: None,
) -> int:
    """Make all decisions of a build that are not made yet, those of all quarters first, then the newest quarter's; last
    the tables that areas are read beside, of the basis of each quarter. How many there are.

    ``told`` hears how many are made, of how many. InputError where they cannot be kept.
    """
    folder = folder_of(store.path, store.build_id) / FOLDER
    kept_files.refuse_unwritable(folder)
    decisions = [*_decisions(store), *_tables(store, basis_of)]
    for done, decision in enumerate(decisions, start=1):
        decision()
        told(done, len(decisions))
    kept_files.refuse_unwritable(folder)
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


def _tables(store: Store, basis_of: Callable[[Quarter], RegionBasis]) -> Iterator[Decision]:
    quarters = asked.quarters(store)
    codes = register.desil(store, Scope.national(), quarters[-1], "province")["code"].unique()
    # One basis at a time, with its quarter's cells of the whole nation.
    basis = lru_cache(maxsize=1)(basis_of)
    for quarter in reversed(quarters):
        for guarded in (False, True):
            yield partial(_sums, basis, quarter, guarded)
        for level in ("nation", "kabupaten"):
            yield partial(_calendar, basis, quarter, level)
        for level in ("nation", "province"):
            yield partial(_standings, basis, quarter, Scope.national(), level)
        for code in sorted(codes):
            yield partial(_standings, basis, quarter, Scope.provinces(code), "kabupaten")


def _sums(basis: Callable[[Quarter], RegionBasis], quarter: Quarter, guarded: bool) -> object:
    """What scenarios and projections add up of a quarter's cells is kept with these, wherever they are kept."""
    if guarded and not basis(quarter).is_keyed:
        return None
    cells = basis(quarter).held(quarter, guarded)
    for name in available():
        with suppress(InputError):  # a policy that this register cannot answer
            simulate(cells, named(name))
    for code, clock in product(TIMED, ("programme", ANY)):
        timed(cells, code, "family", clock)
    return cells


def _calendar(basis: Callable[[Quarter], RegionBasis], quarter: Quarter, level: str) -> object:
    return basis(quarter).calendar(level)


def _standings(basis: Callable[[Quarter], RegionBasis], quarter: Quarter, scope: Scope, level: str) -> object:
    return standings.at(basis(quarter), scope, level, quarter)


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
