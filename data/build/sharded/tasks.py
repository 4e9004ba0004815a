"""What a task of a build does with one shard: judge and count it, or make its ledger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.build.admit import note_account
from data.build.memory import Memory, link
from data.build.models import PLACES
from data.build.quarter import ACCOUNT, LEDGER, OF_FAMILIES, Counter, make_enacted_rules
from data.build.steps import run
from data.check.findings import ERROR
from data.check.judge import Examined
from data.check.linking import LinkRows, link_rows_between
from data.check.quarantine import SetAside, take_aside
from data.check.sharded import ShardCheck, ShardFound, judge_shard
from data.contract import input_tables
from data.contract.input_tables import CUT
from data.inbox.aside import Scratch
from data.inbox.cut import shard_hash
from data.inbox.workbench import Limits, workbench
from data.statements import statement
from terms import Quarter

#: What a finished task has written besides its tables: families asked for, rows set aside, groups that models see.
ASKED, KEPT_EXITS, ASIDE = "asked_known", "kept_exits", "set_aside"
PLACES_SEEN, PATH = "register_place", "path"
FOLLOWED = (*LEDGER, "relapse")


@dataclass(frozen=True)
class CountShard:
    """One shard to be judged and, unless ``counts`` is false or errors stop it, counted: whether rows may be set aside,
    the first quarter of the store, and whether models will be fitted to this quarter."""

    check: ShardCheck
    sets_aside: bool
    counts: bool
    first: Quarter
    is_newest_round: bool

    @property
    def part(self) -> tuple[int, int, str]:
        """The shard, of how many, and by which hash."""
        return self.check.number, self.check.now.shards, shard_hash()

    @property
    def memory(self) -> Memory:
        """Where its task puts what is remembered of its families."""
        return Memory(self.check.scratch.done(self.check.name), self.part)


@dataclass(frozen=True)
class ShardCounted:
    """What was found of one shard, and the balance of each of its tables; none when it was not counted."""

    found: ShardFound
    balances: tuple[SetAside, ...]


@dataclass(frozen=True)
class FollowShard:
    """One shard whose ledger is to be made, from what is remembered of it in a quarter and in those before it."""

    quarter: Quarter
    number: int
    memory: Memory
    before: tuple[Memory, ...]
    first: Quarter
    scratch: Scratch
    limits: Limits

    @property
    def name(self) -> str:
        """The name of its task."""
        return f"followed-{self.quarter}-{self.number:04}"


def count_shard(shard: CountShard) -> ShardCounted:
    """The task that judges and counts one shard."""
    check = shard.check
    with check.scratch.writing(check.name) as (folder, spill), workbench(check.limits, spill) as connection:
        examined, found = judge_shard(connection, check, folder)
        has_errors = any(judged.count and judged.claim.severity == ERROR for judged in found.judged)
        if not shard.counts or (has_errors and not shard.sets_aside):
            return ShardCounted(found, ())
        balances = _set_aside(examined, folder) if has_errors else _all_kept(connection)
        note_account(connection, {entry.table: (entry.rows_in, entry.rows_set_aside) for entry in balances})
        counter = _counter(connection, shard.first, spill)
        memory = Memory(folder, shard.part)
        make_enacted_rules(connection, check.quarter)
        counter.remember(check.quarter, memory, 0)
        counter.count_families(check.quarter, memory)
        _write(connection, folder, (*OF_FAMILIES, *ACCOUNT))
        asked = connection.read_parquet(check.asked)
        for name, rows in ((ASKED, "known_family"), (KEPT_EXITS, "exits")):
            found_of_asked = connection.view(rows).join(asked, "family_id", how="semi")
            found_of_asked.write_parquet(str(folder / f"{name}.parquet"))
        if shard.is_newest_round:
            run(connection, "build/models/model_family", PLACES)
            connection.table(PLACES_SEEN).write_parquet(str(folder / f"{PLACES_SEEN}.parquet"))
        connection.execute("detach store")
    return ShardCounted(found, balances)


def follow_shard(shard: FollowShard) -> LinkRows:
    """The task that makes the ledger of one shard; what its joins with the quarter before found."""
    with shard.scratch.writing(shard.name) as (folder, spill), workbench(shard.limits, spill) as connection:
        memory = Memory(folder, shard.memory.part)
        link(Path(shard.memory.known_family), Path(memory.known_family))
        link(Path(shard.memory.told_exit), Path(memory.told_exit))
        counter = _counter(connection, shard.first, spill)
        make_enacted_rules(connection, shard.quarter)
        counter.follow(shard.quarter, memory, shard.before)
        _write(connection, folder, FOLLOWED)
        connection.table(PATH).write_parquet(str(folder / f"{PATH}.parquet"))
        found = link_rows_between(connection) if shard.before else {}
        connection.execute("detach store")
    return found


def _counter(connection: duckdb.DuckDBPyConnection, first: Quarter, spill: Path) -> Counter:
    """A counter whose store is this task's own."""
    connection.execute("attach $path as store", {"path": str(spill / "shard.duckdb")})
    return Counter(connection, first, lambda stage, rows, share: None)


def _set_aside(examined: Examined, folder: Path) -> tuple[SetAside, ...]:
    balances = take_aside(examined)
    rows = examined.connection.sql(statement("check/quarantine/set_aside_rows"))
    rows.write_parquet(str(folder / f"{ASIDE}.parquet"))
    return balances


def _all_kept(connection: duckdb.DuckDBPyConnection) -> tuple[SetAside, ...]:
    rows = {table.name: 0 for table in input_tables.INPUT}
    rows |= {name: connection.view(f"raw_{name}").aggregate("count(*)").fetchall()[0][0] for name in CUT}
    return tuple(SetAside(name, count, count, 0) for name, count in rows.items())


def _write(connection: duckdb.DuckDBPyConnection, folder: Path, tables: tuple[str, ...]) -> None:
    for table in tables:
        if connection.execute(statement("build/attached_table"), {"database": "store", "table": table}).fetchall():
            connection.table(f"store.{table}").write_parquet(str(folder / f"{table}.parquet"))
