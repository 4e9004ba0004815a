"""One run of the builder: a new database beside the old one, quarter by quarter, proved and published."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from data.build.admit import Admission, admit
from data.build.held import Held
from data.build.memory import Memory
from data.build.models import PLACES, fit_models, make_model_tables
from data.build.plan import BuildPlan
from data.build.prove import claims_between, judge_between, prove
from data.build.provenance import ProvenanceWriter, rows_of
from data.build.quarter import COUNTED, LEDGER, LONGEST_SPAN, UPDATES, Counter, make_enacted_rules
from data.build.sharded.count import PLACES as PLACES_OF_SHARDS
from data.build.sharded.count import ShardedCounter
from data.build.sharded.remembered import EXITS, KNOWN, recut, shaped
from data.build.steps import BuildProgress, run, set_variables, watched
from data.check.delivery import most_unlinked
from data.check.findings import Finding
from data.check.linking import LinkRows, link_rows_between, unlinked_sentences
from data.contract.models import MODELLED
from data.contract.store_tables import ADDED
from data.inbox import folders
from data.inbox.cut_quarter import Sharding
from data.inbox.delivery import Delivery
from data.inbox.manifest import read_manifest
from data.inbox.mapped import rows_of_mapping
from data.inbox.workbench import workbench
from data.statements import statement
from data.store.finished import DATABASE, Finished
from data.store.folder import publish
from data.store.workplace import Workplace
from terms import Quarter

if TYPE_CHECKING:
    from data.build.options import Options

#: So many quarters back a ledger reads who was known: a span of deciles, and graduates since the quarter before them.
REACH = LONGEST_SPAN + 2
CARRIED = (*COUNTED, "quarter_info", "source_file", "unread_file", "mapped_rows")
#: What a ledger makes of a quarter, carried where it need not be made anew.
FOLLOWED = (*LEDGER, "relapse")


@dataclass(frozen=True)
class BuildRun:
    """All that one build knows before it starts."""

    build_id: str
    options: Options
    place: Workplace
    held: Held
    given: dict[Quarter, Delivery]
    plan: BuildPlan
    progress: BuildProgress
    sharding: Sharding
    before: str | None = None

    def run(self, started: float) -> tuple[Finished, tuple[str, ...]]:
        """Build every quarter of the plan into a new database and publish it; ``started`` is a monotonic time.

        Returns the build, and a sentence for each join of a quarter that found nobody more often than usual and for
        each quarter of which rows were set aside.
        """
        with self._scratch() as connection:
            counter = Counter(connection, self.plan.first, self.progress)
            make_model_tables(counter)
            provenance = ProvenanceWriter(counter, self.build_id)
            unlinked = [text for quarter in self.plan.quarters for text in self._add(quarter, counter, provenance)]
            self._finish_updates(counter)
            provenance.unread("", folders.unread(self.options.inbox))
            provenance.conclude(self.held.database is not None, self.plan.counted, time.monotonic() - started)
            provenance.proved(prove(connection), self.plan.counted)
            connection.execute("checkpoint store")
            connection.execute("detach store")
        remembered = {str(quarter): owner for quarter, owner in self.owners.items()}
        published = publish(self.place, self.build_id, remembered, self.before)
        rejects = {quarter: self.memories[quarter].rejects for quarter in sorted(self.plan.counted)}
        aside = [f"{quarter} has rows set aside: see {path}" for quarter, path in rejects.items() if path.exists()]
        return published, (*unlinked, *aside)

    @cached_property
    def memories(self) -> dict[Quarter, Memory]:
        """Where each quarter's families are remembered: by this build if it counts them or makes their ledger."""
        return {
            quarter: Memory(self.place.remembered(str(quarter), self.build_id))
            if self.plan.needs_ledger(quarter)
            else self.held.memories[quarter]
            for quarter in self.plan.quarters
        }

    @cached_property
    def newest_round(self) -> Quarter | None:
        """The last quarter with a spot check; models are fitted to it alone."""
        given = {(quarter, entry.table_name) for quarter in self.plan.counted for entry in self.given[quarter].files}
        kept = {(Quarter.parse(quarter), entry.table_name) for quarter, entry in self.held.files}
        rounds = given | {(quarter, name) for quarter, name in kept if quarter not in self.plan.counted}
        return max((quarter for quarter, name in rounds if name == "spotcheck"), default=None)

    @property
    def owners(self) -> dict[Quarter, str]:
        """The build that each quarter's memory belongs to."""
        return {quarter: memory.folder.name.split(".")[1] for quarter, memory in self.memories.items()}

    def _add(self, quarter: Quarter, counter: Counter, provenance: ProvenanceWriter) -> list[str]:
        """Put one quarter into the new database; what is to be known of its joins."""
        told: list[Finding] = []
        if quarter in self.plan.counted:
            told += self._count(quarter, counter, provenance)
        else:
            self._carry(quarter, counter, CARRIED)
            self._carry_results(quarter, counter)
            if quarter == self.newest_round:
                self._carry(quarter, counter, tuple(table.name for table in MODELLED))
        if not self.plan.needs_ledger(quarter):
            self._carry(quarter, counter, FOLLOWED)
            return unlinked_sentences(told)
        memory = self.memories[quarter]
        make_enacted_rules(counter.connection, quarter)
        if quarter not in self.plan.counted:
            self._inherit(quarter, memory, counter)
        before = self._before(quarter, counter)
        links = self._follow(quarter, memory, before, counter)
        if before:
            joined, results = judge_between(counter.connection, quarter, self._most_unlinked(quarter), links)
            told += joined
            provenance.checked(quarter, results)
        return unlinked_sentences(told)

    def _count(self, quarter: Quarter, counter: Counter, provenance: ProvenanceWriter) -> tuple[Finding, ...]:
        delivery, connection, memory = self.given[quarter], counter.connection, self.memories[quarter]
        memory.folder.mkdir(parents=True)
        how = Admission(self.options.key, self.options.quarantine, self.options.unlinked)
        is_newest_round = quarter == self.newest_round
        if self.sharding.shards > 1:
            findings = ShardedCounter(counter, self.sharding).count(delivery, memory, how, is_newest_round)
            rows = rows_of(connection, delivery)
        else:
            findings = admit(connection, delivery, how, memory.rejects, self.progress)
            make_enacted_rules(connection, quarter)
            rows = rows_of(connection, delivery)
            total = sum(count or 0 for entry, count in rows if entry.table_name in ("families", "payments"))
            counter.remember(quarter, memory, total)
            counter.count(quarter, memory, total)
        if is_newest_round:
            fit_models(counter, quarter, PLACES_OF_SHARDS if self.sharding.shards > 1 else PLACES)
        provenance.quarter(quarter, read_manifest(delivery.folder), rows)
        provenance.mapped(quarter, rows_of_mapping(delivery.folder))
        provenance.unread(str(quarter), folders.unused_files(delivery.folder))
        provenance.checked(quarter, [(finding.claim, finding.severity, finding.count) for finding in findings])
        return findings

    def _follow(self, quarter: Quarter, memory: Memory, before: tuple[Memory, ...], counter: Counter) -> LinkRows:
        """Make the ledger of a quarter; what its joins with the quarter before found."""
        if self.sharding.shards > 1:
            return ShardedCounter(counter, self.sharding).follow(quarter, memory, before)
        counter.follow(quarter, memory, before)
        return link_rows_between(counter.connection)

    def _before(self, quarter: Quarter, counter: Counter) -> tuple[Memory, ...]:
        """What is remembered of the quarters before this one, cut as this build is: of the last ones all that a ledger
        reads, of the others who left."""
        earlier = [self.memories[one] for one in self.plan.quarters if one < quarter]
        return tuple(
            shaped(counter.connection, memory, self.sharding, EXITS if place >= REACH else (*KNOWN, *EXITS))
            for place, memory in reversed(list(enumerate(reversed(earlier))))
        )

    def _inherit(self, quarter: Quarter, memory: Memory, counter: Counter) -> None:
        """Take over what another build remembers of a quarter, cut as this build is."""
        earlier = self.held.memories[quarter]
        memory.inherit(earlier, self.sharding.cut)
        if earlier.cut != self.sharding.cut:
            for name in KNOWN:
                recut(counter.connection, earlier, memory, self.sharding, name)

    def _most_unlinked(self, quarter: Quarter) -> float:
        """The share of a join's rows that may find nobody; a carried quarter may have left the inbox."""
        folder = self.given[quarter].folder if quarter in self.given else Path()
        return most_unlinked(folder, self.options.unlinked)

    def _carry(self, quarter: Quarter, counter: Counter, tables: tuple[str, ...]) -> None:
        """Take the rows of a quarter from the store that is served, in their order."""
        connection = counter.connection
        set_variables(connection, quarter=str(quarter))
        connection.execute("set preserve_insertion_order = true")
        with watched(connection, self.progress, f"{quarter} from the last build", 0):
            for table in (one for one in tables if self._held_has(connection, one)):
                counter.append(table, connection.table(f"old.{table}").filter("quarter = getvariable('quarter')"))
        connection.execute("set preserve_insertion_order = false")

    def _held_has(self, connection: duckdb.DuckDBPyConnection, table: str) -> bool:
        """Whether the store that is served has a table: one that was added to its layout may be missing."""
        asked = {"database": "old", "table": table}
        found = connection.execute(statement("build/attached_table"), asked).fetchall()
        return table not in ADDED or bool(found)

    def _carry_results(self, quarter: Quarter, counter: Counter) -> None:
        anew = claims_between() if self.plan.needs_ledger(quarter) else ()
        set_variables(counter.connection, quarter=str(quarter), judged_anew=list(anew))
        counter.append("check_result", counter.connection.sql(statement("build/carried_check_result")))

    def _finish_updates(self, counter: Counter) -> None:
        set_variables(counter.connection, update_files=[memory.update_seen for memory in self.memories.values()])
        run(counter.connection, "build/updates/update_told")
        for table, name in UPDATES.items():
            counter.append(table, counter.connection.sql(statement(name)))

    @contextmanager
    def _scratch(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection of check and build, which spills beside the work, with both stores attached."""
        with workbench(self.options.limits, self.place.scratch(self.build_id)) as connection:
            connection.execute("set enable_progress_bar = true")
            connection.execute("set enable_progress_bar_print = false")
            path = str(self.place.build(self.build_id) / DATABASE)
            connection.execute("attach $path as store", {"path": path})
            if self.held.database:
                connection.execute("attach $path as old (read_only)", {"path": str(self.held.database)})
            yield connection
