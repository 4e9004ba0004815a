"""How long a what-if takes: this engine over cells, beside the same rule in pandas and in DuckDB.

Run: python -m benchmarks.what_if [FAMILIES | STORE] (default 9,500,000 families, a tenth of the nation). An invented
register of so many families is made in DuckDB and counted into cells; the answers of all ways are compared before
times are printed. For a store, its newest quarter's cells are taken and the engine alone is timed: no family is in it.
Times are medians of five, milliseconds on the clock, after one run to warm up.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from data.read import register
from data.read.asked import quarters
from data.store.open import open_store
from data.store.scope import Scope
from simulator.cells import COMPONENTS, PUPILS, Cells
from simulator.engine.outcome import GROUPINGS
from simulator.engine.simulate import simulate
from simulator.entitlement import Entitled
from simulator.error import errors
from simulator.frontier import frontier
from simulator.policy.files import ENACTED, Policy, named
from terms import Quarter

QUARTER = Quarter(2026, 1)
RUNS = 5
AMOUNTS = dict(named(ENACTED).rules(QUARTER)["PKH"].amounts)
FIGURES = ["kept", "dropped_decile", "dropped_component", "dropped_cap", "rupiah_per_quarter"]

#: One row a family. Deciles, traits and spells are hashes of the row number; the hazards are those of the design.
REGISTER = """
create table family as
with dice as (
    select i, hash(i) as a, hash(i + 1000000007) as b, hash(i + 2000000011) as c from range($families) t(i)
), traits as (
    select
        format('{:02d}.{:02d}', 11 + (a % 514) // 14, 1 + (a % 514) % 14) as kabupaten_code,
        if((a >> 10) % 100 = 0, 0, 1 + (a >> 17) % 10)::tinyint as decile,
        (1 + (a >> 24) % 6)::tinyint as persons,
        ((a >> 30) % 20 = 0)::tinyint as pregnant, greatest(0, ((a >> 36) % 5)::int - 2)::tinyint as children_0_6,
        greatest(0, ((a >> 42) % 5)::int - 3)::tinyint as pupils_sd, ((a >> 48) % 6 = 0)::tinyint as pupils_smp,
        ((a >> 52) % 6 = 0)::tinyint as pupils_sma, ((a >> 56) % 4 = 0)::tinyint as elderly,
        (b % 40 = 0)::tinyint as severe_disability, (b >> 8) % 8 <> 0 as able,
        (b >> 12) % 1000 / 1000 as x, (b >> 24) % 1000 / 1000 as y, (b >> 36) % 1000 / 1000 as z,
        1 + floor(-ln(1 - (c % 9999) / 10000) / 0.08) as spell,
        1 + floor(-ln(1 - ((c >> 20) % 9999) / 10000) / 0.08) as other
    from dice
), paid as (
    select
        *,
        pregnant + children_0_6 + pupils_sd + pupils_smp + pupils_sma + elderly + severe_disability > 0 as component,
        if(x < 0.26 - 0.02 * decile, spell, 0) as pkh,
        if(y < if(x < 0.26 - 0.02 * decile, 0.8, 0.3 - 0.025 * decile), other, 0) as sembako
    from traits
)
select
    * exclude (able, x, y, z, spell, other, pkh, sembako, component),
    (component::int + 2 * elderly + 4 * severe_disability + 8 * (pregnant + children_0_6 > 0)::int + 16 * able::int)
        ::tinyint as family_type,
    if(pkh <= 24, pkh, least(73, ceil(pkh / 4) * 4))::tinyint as quarters_on_pkh,
    if(sembako <= 24, sembako, least(73, ceil(sembako / 4) * 4))::tinyint as quarters_on_sembako,
    z < 0.9 - 0.08 * decile as on_pbi
from paid
"""
PLACE = "kabupaten_code, decile, family_type, quarters_on_pkh, quarters_on_sembako, on_pbi"
COUNT = f"""
create table cell as
select {PLACE}, count(*) as families, sum(persons)::bigint as persons,
    {", ".join(f"sum({kind})::bigint as {kind}" for kind in COMPONENTS)}
from family group by all order by all
"""
TESTS = """
    on_pkh and not (decile between 1 and 3) as fails_decile,
    on_pkh and decile between 1 and 3 and family_type & 1 = 0 as fails_component,
    on_pkh and decile between 1 and 3 and family_type & 1 = 1 as passes,
    passes and quarters_on_pkh > 20 and family_type & 6 = 0 as fails_cap,
    passes and not fails_cap as stays
"""
RUPIAH = " + ".join(f"{amount} * {kind}" for kind, amount in AMOUNTS.items())
RULE_IN_SQL = f"""
with tested as (select *, quarters_on_pkh > 0 as on_pkh, {TESTS} from family)
select kabupaten_code, count(*) filter (stays) as kept, count(*) filter (fails_decile) as dropped_decile,
    count(*) filter (fails_component) as dropped_component, count(*) filter (fails_cap) as dropped_cap,
    coalesce(sum({RUPIAH}) filter (stays), 0)::bigint as rupiah_per_quarter
from tested group by all order by all
"""


def scenario() -> Policy:
    """PKH to desil 3 and twenty quarters, stopped without assessment: whole families, equal in every way."""
    policy = named(ENACTED)
    for name, value in (
        ("max_decile", 3),
        ("crossing_mode", "stop"),
        ("max_quarters", 20),
        ("cap_exempt", ["elderly", "severe_disability"]),
    ):
        policy = policy.changed("PKH", name, value, "a benchmark")
    return policy


def cells_of(counted: pd.DataFrame) -> Cells:
    """The counted cells as the engine takes them; rupiah paid and pupils play no part in these times."""
    codes, place = np.unique(counted["kabupaten_code"].to_numpy(str), return_inverse=True)
    column = {name: counted[name].to_numpy() for name in counted.columns if name != "kabupaten_code"}
    nothing = np.zeros(len(counted), np.int64)
    return Cells(
        QUARTER,
        tuple(map(str, codes)),
        place.astype(np.int16),
        column["decile"],
        column["family_type"],
        {"PKH": column["quarters_on_pkh"], "SEMBAKO": column["quarters_on_sembako"]},
        column["on_pbi"],
        column["families"],
        column["persons"],
        np.where(column["on_pbi"], column["persons"], 0),
        {kind: column[kind] for kind in COMPONENTS},
        dict.fromkeys(PUPILS, nothing),
        {"PKH": nothing, "SEMBAKO": nothing, "PBI": nothing},
    )


def in_pandas(counted: pd.DataFrame) -> pd.DataFrame:
    """The rule over the cells as an analyst would write it in pandas."""
    on, traits = counted["quarters_on_pkh"] > 0, counted["family_type"]
    within = counted["decile"].between(1, 3)
    passes = on & within & (traits & 1 > 0)
    capped = passes & (counted["quarters_on_pkh"] > 20) & (traits & 6 == 0)
    rupiah = sum(amount * counted[kind] for kind, amount in AMOUNTS.items())
    families = counted["families"]
    columns = {
        "kept": families.where(passes & ~capped, 0),
        "dropped_decile": families.where(on & ~within, 0),
        "dropped_component": families.where(on & within & ~passes, 0),
        "dropped_cap": families.where(capped, 0),
        "rupiah_per_quarter": rupiah.where(passes & ~capped, 0),
    }
    return pd.DataFrame(columns).groupby(counted["kabupaten_code"]).sum()


def by_engine(cells: Cells, policy: Policy) -> pd.DataFrame:
    table = simulate(cells, policy).table("kabupaten")
    return table[table["programme"] == "PKH"].set_index("group")[FIGURES]


def milliseconds(task: Callable[[], Any]) -> float:
    task()
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        task()
        taken.append((time.perf_counter() - started) * 1000)
    return float(np.median(taken))


def entitled(provinces: tuple[str, ...]) -> Entitled:
    random = np.random.default_rng(1)
    shape = (len(provinces), 11, 32, 2)
    return Entitled(provinces, random.random(shape), random.random((200, *shape)))


def agree(answers: dict[str, pd.DataFrame]) -> None:
    (_, first), *others = answers.items()
    for name, other in others:
        if not np.array_equal(first[FIGURES].to_numpy(np.int64), other[FIGURES].to_numpy(np.int64)):
            raise SystemExit(f"{name} gives another answer than the engine")


def main(families: int) -> None:
    base = duckdb.connect(config={"threads": 2})
    base.execute(REGISTER, {"families": families})
    base.execute(COUNT)
    counted = base.execute("from cell").df()
    cells, policy = cells_of(counted), scenario()
    only = alone(policy)
    warm_up(f"{families:,} families", cells)
    everything = {
        "cells, this engine": by_engine(cells, only),
        "cells, pandas": in_pandas(counted),
        "families, DuckDB": base.execute(RULE_IN_SQL).df().set_index("kabupaten_code"),
    }
    agree(everything)
    engine, *others = engine_tasks(cells).items()
    beside = {
        "  the same rule over cells: pandas": lambda: in_pandas(counted),
        "  the same rule over family rows: DuckDB": lambda: base.execute(RULE_IN_SQL).fetchall(),
    }
    report(dict([engine, *beside.items(), *others]))


def main_of_store(folder: Path) -> None:
    store = open_store(folder)
    cells = register.cells(store, Scope.national(), quarters(store)[-1])
    warm_up(f"{cells.families.sum():,} families of {cells.quarter}", cells)
    report(engine_tasks(cells))


def warm_up(families: str, cells: Cells) -> None:
    started = time.perf_counter()
    simulate(cells, scenario())
    seconds = time.perf_counter() - started
    print(f"{families} in {len(cells):,} cells; sums made once per process: {seconds * 1000:,.0f} ms")


def alone(policy: Policy) -> Policy:
    return Policy("PKH alone", tuple(one for one in policy.values if one[0] == "PKH"))


def engine_tasks(cells: Cells) -> dict[str, Callable[[], Any]]:
    policy, capped = scenario(), named("lima_tahun_luas")
    only, rules = alone(policy), policy.rules(cells.quarter)
    outcome = simulate(cells, capped)
    known = entitled(outcome.areas.provinces)
    return {
        "one programme with a cap, over cells: this engine": lambda: simulate(cells, only),
        "all programmes, two caps": lambda: simulate(cells, capped),
        "all programmes, two caps, tables at every level": lambda: _tables(cells, capped),
        "errors with intervals of three programmes": lambda: [
            errors(outcome, code, known, one, one) for code, one in rules.items()
        ],
        "frontier, 370 points": lambda: frontier(cells, policy, "PKH"),
    }


def report(tasks: dict[str, Callable[[], Any]]) -> None:
    for name, task in tasks.items():
        print(f"{name:<52} {milliseconds(task):>9,.1f} ms")


def _tables(cells: Cells, policy: Policy) -> list[pd.DataFrame]:
    outcome = simulate(cells, policy)
    return [outcome.table(level) for level in GROUPINGS] + [outcome.any_aid(level) for level in GROUPINGS]


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "9500000"
    main(int(asked)) if asked.isdigit() else main_of_store(Path(asked))
