"""Counts a quarter in shards, and makes its ledger: tasks for the shards, the rest once, sums added up by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.build.admit import Admission, given_rows, note_account, refuse_errors
from data.build.memory import Memory
from data.build.quarter import ACCOUNT, MACROS, OF_FAMILIES, Counter, make_enacted_rules
from data.build.sharded.add import added, few_parts, part_files
from data.build.sharded.tasks import (
    ASIDE,
    ASKED,
    FOLLOWED,
    KEPT_EXITS,
    PATH,
    PLACES_SEEN,
    CountShard,
    FollowShard,
    ShardCounted,
    count_shard,
    follow_shard,
)
from data.build.steps import run, set_variables
from data.check.delivery import Checked, QuarterCheck
from data.check.findings import Finding
from data.check.linking import LinkRows, added_links
from data.check.quarantine import SetAside, refuse_too_many, take_aside, write_csv
from data.check.sharded import ShardCheck, ShardFound, check_in_shards, take_asked
from data.contract import input_tables
from data.contract.input_tables import CUT
from data.inbox.cut_quarter import Sharding
from data.inbox.delivery import Delivery
from data.statements import statement
from terms import Quarter

#: The statement that makes ``register_place`` of what the shards wrote.
PLACES = "build/shards/register_place"


@dataclass(frozen=True)
class ShardedCounter:
    """Counts into the store of ``counter``, in shards."""

    counter: Counter
    sharding: Sharding

    def count(self, given: Delivery, memory: Memory, how: Admission, is_newest_round: bool) -> tuple[Finding, ...]:
        """Judge a quarter, and fill the tables that need it alone; all its findings. Raises InputError with the errors
        that stop the build."""
        connection, quarter = self.counter.connection, given.quarter
        counted: list[ShardCounted] = []
        tasks: list[CountShard] = []

        def judge(shards: Sequence[ShardCheck], is_clean: bool) -> list[ShardFound]:
            sets_aside = how.quarantine is not None
            counts = is_clean or sets_aside
            tasks.extend(CountShard(one, sets_aside, counts, self.counter.first, is_newest_round) for one in shards)
            counted.extend(self.sharding.map(f"{quarter} shards counted", count_shard, tasks))
            return [one.found for one in counted]

        delivery = QuarterCheck(quarter, given.folder, None, how.key, how.unlinked)
        found = check_in_shards(connection, delivery, self.sharding, judge, lambda _: None)
        refuse_errors(given, found.checked, how)
        folders = [self.sharding.scratch.done(one.check.name) for one in tasks]
        self._set_aside(found.checked, counted, folders, memory, how)
        take_asked(connection, found.shards, {"exits": KEPT_EXITS})
        make_enacted_rules(connection, quarter)
        set_variables(connection, asked_files=list(part_files(folders, (ASKED,))[ASKED]))
        run(connection, "build/shards/known_family")
        self.counter.count_rest(quarter, memory)
        self._add(f"{quarter}", folders, tuple(OF_FAMILIES))
        self._add_accounts(part_files(folders, tuple(ACCOUNT))["row_account"])
        if is_newest_round:
            set_variables(connection, place_files=list(part_files(folders, (PLACES_SEEN,))[PLACES_SEEN]))
        for task in tasks:
            _move(task.memory, memory, ("known_family", "told_exit"))
        return found.checked.findings

    def follow(self, quarter: Quarter, memory: Memory, before: tuple[Memory, ...]) -> LinkRows:
        """Fill the ledger of a quarter from what is remembered of it and of the quarters ``before`` it, all cut alike;
        what its joins with the quarter before found. ``path`` is there afterwards."""
        connection, sharding, cut = self.counter.connection, self.sharding, self.sharding.cut
        earlier = [one.parts(cut) for one in before]
        tasks = [
            FollowShard(
                quarter,
                number,
                part,
                tuple(parts[number] for parts in earlier),
                self.counter.first,
                sharding.scratch,
                sharding.limits,
            )
            for number, part in enumerate(memory.parts(cut))
        ]
        links = sharding.map(f"{quarter} ledger of shards", follow_shard, tasks)
        folders = [sharding.scratch.done(task.name) for task in tasks]
        for task, folder in zip(tasks, folders, strict=True):
            _move(Memory(folder, task.memory.part), memory, ("exit_seen",))
        self._add(f"{quarter}-ledger", folders, FOLLOWED)
        run(connection, *MACROS)
        self._parts(part_files(folders, (PATH,))[PATH])
        run(connection, "build/shards/path")
        return added_links(links)

    def _set_aside(
        self, checked: Checked, counted: list[ShardCounted], folders: list[Path], memory: Memory, how: Admission
    ) -> None:
        """Set broken rows of what is not cut aside, and note what all parts together came to."""
        connection = self.counter.connection
        names = tuple(table.name for table in input_tables.INPUT)
        if how.quarantine is None or not checked.errors:
            rest = {name: (0, 0) if name in CUT else (given_rows(connection, name), 0) for name in names}
            note_account(connection, rest)
            return
        own = {entry.table: _of_rest(entry) for entry in take_aside(checked.examined)}
        totals = dict(own)
        for entry in (entry for one in counted for entry in one.balances if entry.table in CUT):
            totals[entry.table] = totals[entry.table].with_other(entry)
        refuse_too_many(tuple(totals.values()), how.quarantine)
        files = part_files(folders, (ASIDE,)).get(ASIDE, ())
        self._parts(files)
        name = "build/shards/set_aside_rows" if files else "check/quarantine/set_aside_rows"
        write_csv(connection, memory.rejects, name)
        note_account(connection, {name: (entry.rows_in, entry.rows_set_aside) for name, entry in own.items()})

    def _add_accounts(self, files: Sequence[str]) -> None:
        connection = self.counter.connection
        connection.register("rest_account", connection.sql(statement(ACCOUNT["row_account"])).to_arrow_table())
        self._parts(files)
        self.counter.append("row_account", connection.sql(statement("build/shards/row_account")))
        connection.unregister("rest_account")

    def _add(self, phase: str, folders: list[Path], tables: tuple[str, ...]) -> None:
        files = few_parts(phase, part_files(folders, tables), self.sharding)
        for table, parts in files.items():
            self.counter.append(table, added(self.counter.connection, table, parts))

    def _parts(self, files: Sequence[str]) -> None:
        set_variables(self.counter.connection, part_files=list(files))


def _of_rest(entry: SetAside) -> SetAside:
    """Of a table that is cut, only lines that are no rows are set aside here: its rows are those of the shards."""
    if entry.table not in CUT:
        return entry
    return SetAside(entry.table, entry.rows_set_aside, 0, entry.rows_set_aside)


def _move(made: Memory, memory: Memory, names: tuple[str, ...]) -> None:
    """Take what a task remembers of families out of the scratch folder."""
    for name in names:
        path = Path(getattr(made, name))
        path.rename(memory.folder / path.name)
