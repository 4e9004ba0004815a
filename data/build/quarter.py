"""Counts one quarter: from staged family rows to the store's tables, and the ledger against the quarter before."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data.build.memory import Memory
from data.build.steps import BuildProgress, run, set_variables, watched
from data.statements import statement
from simulator.policy import files
from terms import REGISTER_PROGRAMMES, InputError, Quarter

#: Sums over families, which are counted shard by shard; and what is counted once, with the families that it names.
OF_FAMILIES = {
    "cell": "build/cell/cell",
    "unmatched": "build/cell/unmatched",
    "register_quality": "build/cell/register_quality",
    "kecamatan_register": "build/kecamatan/kecamatan_register",
    "kecamatan_recipient": "build/kecamatan/kecamatan_recipient",
}
OF_VISITS = {
    "spotcheck_psu": "build/spotcheck/spotcheck_psu",
    "spotcheck_sum": "build/spotcheck/spotcheck_sum",
    "spotcheck_wrong": "build/spotcheck/spotcheck_wrong",
    "spotcheck_recheck": "build/spotcheck/spotcheck_recheck",
    "quota": "build/places/quota",
    "empowerment": "build/places/empowerment",
    "spotcheck_decile": "build/spotcheck/spotcheck_decile",
}
ACCOUNT = {"row_account": "build/family/row_account"}
COUNTED = {**OF_FAMILIES, **OF_VISITS, **ACCOUNT}
LEDGER = {
    "movement": "build/ledger/movement",
    "decile_flow": "build/ledger/decile_flow",
    "register_flow": "build/ledger/register_flow",
    "spell": "build/ledger/spell",
}
UPDATES = {
    "update_flow": "build/updates/update_flow",
    "update_days": "build/updates/update_days",
    "update_effect": "build/updates/update_effect",
    "update_span": "build/updates/update_span",
    "kecamatan_waiting": "build/kecamatan/kecamatan_waiting",
}
#: Decile flows go from each of so many quarters before: within a year any two can be compared, and the year itself.
LONGEST_SPAN = 4
MACROS = (
    "build/macros/quarter_ordinal",
    "build/macros/binned_quarters",
    "build/macros/kabupaten_code",
    "build/macros/kecamatan_code",
)
LAYERS = (
    "build/family/quarter_label",
    "build/family/area",
    "build/family/register_family",
    "build/family/paid",
    "build/family/paid_outside",
)


@dataclass(frozen=True)
class Counter:
    """Where counting happens: a scratch connection with the new store attached as ``store``."""

    connection: duckdb.DuckDBPyConnection
    first: Quarter
    progress: BuildProgress

    def append(self, table: str, rows: duckdb.DuckDBPyRelation) -> None:
        """Put rows at the end of a table of the new store; the first ones make it."""
        asked = {"database": "store", "table": table}
        if self.connection.execute(statement("build/attached_table"), asked).fetchall():
            rows.insert_into(f"store.{table}")
        else:
            rows.create(f"store.{table}")

    def remember(self, quarter: Quarter, memory: Memory, rows: int) -> None:
        """Join families and payments of the staged quarter into what the build keeps of them."""
        self._about(quarter, memory)
        with watched(self.connection, self.progress, f"{quarter} families and payments", rows):
            run(self.connection, *MACROS, *LAYERS, "build/family/write_known_family")
        run(self.connection, "build/family/write_told_exit", "build/family/write_update_seen")

    def count(self, quarter: Quarter, memory: Memory, rows: int) -> None:
        """Fill the tables that need this quarter alone."""
        self._about(quarter, memory)
        run(self.connection, "build/family/known_family")
        self._fill(quarter, OF_FAMILIES, rows)
        self._count_visits(quarter, rows)
        self._fill(quarter, ACCOUNT, rows)

    def count_families(self, quarter: Quarter, memory: Memory) -> None:
        """Fill those of them that are sums over families, from a shard's; its account too."""
        self._about(quarter, memory)
        run(self.connection, "build/family/known_family")
        self._fill(quarter, OF_FAMILIES | ACCOUNT, 0)

    def count_rest(self, quarter: Quarter, memory: Memory) -> None:
        """Fill those of them that shards do not, where ``known_family`` holds the families that visits name."""
        self._about(quarter, memory)
        run(self.connection, *MACROS, "build/family/write_update_seen")
        self._count_visits(quarter, 0)

    def _count_visits(self, quarter: Quarter, rows: int) -> None:
        run(self.connection, "build/spotcheck/visit", "build/spotcheck/judged_visit")
        self._fill(quarter, OF_VISITS, rows)

    def _fill(self, quarter: Quarter, tables: dict[str, str], rows: int) -> None:
        for table, name in tables.items():
            with watched(self.connection, self.progress, f"{quarter} {table}", rows):
                self.append(table, self.connection.sql(statement(name)))

    def follow(self, quarter: Quarter, memory: Memory, before: tuple[Memory, ...]) -> None:
        """Fill the ledger of a quarter from what was remembered of it and of the quarters ``before`` it, in order."""
        self._about(quarter, memory)
        last = before[-1] if before else memory
        set_variables(
            self.connection,
            known_family_before=last.known_family,
            earlier_exit_files=[entry.exit_seen for entry in before],
        )
        run(self.connection, *MACROS, "build/family/known_family", "build/ledger/family_before")
        self._refuse_mixed_identifiers(quarter)
        for name in ("build/ledger/path", "build/ledger/changed_family"):
            with watched(
                self.connection, self.progress, f"{quarter} {name.rsplit('/', 1)[1].replace('_', ' ')}", self._rows()
            ):
                run(self.connection, name)
        run(self.connection, "build/ledger/change", "build/ledger/write_exit_seen")
        if not before:
            set_variables(self.connection, earlier_exit_files=[memory.exit_seen])
        run(self.connection, "build/ledger/earlier_exit", "build/ledger/reasoned_change")
        for table, name in LEDGER.items():
            with watched(self.connection, self.progress, f"{quarter} {table}", self._rows()):
                self.append(table, self.connection.sql(statement(name)))
        self._follow_spans(quarter, before[-LONGEST_SPAN:])
        self._follow_graduates(quarter, (*before, memory))

    def _follow_spans(self, quarter: Quarter, span: tuple[Memory, ...]) -> None:
        """Decile flows from each quarter of the span but the last, which the ledger tells of already."""
        if len(span) < 2:
            return
        set_variables(self.connection, known_family_span=[entry.known_family for entry in span])
        with watched(self.connection, self.progress, f"{quarter} families gone", self._rows()):
            run(self.connection, "build/ledger/gone_family")
        for quarters_ago, memory_then in enumerate(reversed(span[:-1]), start=2):
            self._follow_span(quarter, quarter.shift(-quarters_ago), memory_then)

    def _follow_span(self, quarter: Quarter, then: Quarter, memory: Memory) -> None:
        set_variables(self.connection, quarter_before=str(then), known_family_then=memory.known_family)
        with watched(self.connection, self.progress, f"{quarter} decile flow since {then}", self._rows()):
            self.append("decile_flow", self.connection.sql(statement("build/ledger/decile_flow_span")))

    def _follow_graduates(self, quarter: Quarter, every: tuple[Memory, ...]) -> None:
        """What became of those who graduated in each quarter of the last year; who did in the first is not known."""
        now = len(every) - 1
        if now < 2:
            self._nobody_graduated(every[now])
        for quarters_ago in range(1, min(LONGEST_SPAN, now - 1) + 1):
            then = now - quarters_ago
            set_variables(
                self.connection,
                quarter_before=str(quarter.shift(-quarters_ago)),
                known_family_before_then=every[then - 1].known_family,
                known_family_then=every[then].known_family,
                known_family_since=[entry.known_family for entry in every[then + 1 :]],
                told_exit_then=every[then].told_exit,
                exit_then=every[then].exit_seen,
            )
            with watched(self.connection, self.progress, f"{quarter} graduates of {quarter.shift(-quarters_ago)}", 0):
                self.append("relapse", self.connection.sql(statement("build/ledger/relapse")))

    def _nobody_graduated(self, memory: Memory) -> None:
        """The table of graduates with no row: a store of two quarters has it too."""
        set_variables(
            self.connection,
            known_family_before_then=memory.known_family,
            known_family_then=memory.known_family,
            known_family_since=[memory.known_family],
            told_exit_then=memory.told_exit,
            exit_then=memory.exit_seen,
        )
        self.append("relapse", self.connection.sql(statement("build/ledger/relapse")).limit(0))

    def _about(self, quarter: Quarter, memory: Memory) -> None:
        set_variables(
            self.connection,
            quarter=str(quarter),
            quarter_before=str(quarter.previous()),
            ordinal=quarter.ordinal,
            first_ordinal=self.first.ordinal,
            known_family_file=memory.known_family,
            told_exit_file=memory.told_exit,
            exit_file=memory.exit_seen,
            update_file=memory.update_seen,
        )

    def _rows(self) -> int:
        return int(self.connection.view("known_family").count("*").fetchall()[0][0])

    def _refuse_mixed_identifiers(self, quarter: Quarter) -> None:
        now, last = (self.connection.view(name).types[0] for name in ("known_family", "family_before"))
        if now != last:
            raise InputError(
                f"family_id: must be whole numbers in all quarters, or text in all, got {now} in {quarter}, {last}"
                " in the quarter before; if both have the same identifiers, build all quarters again from the inbox"
            )


def make_enacted_rules(connection: duckdb.DuckDBPyConnection, quarter: Quarter) -> None:
    """The temporary table ``enacted_rule`` of a quarter: only programmes with a limit in force on its first day."""
    day = quarter.first_day
    enacted = files.named(files.ENACTED)
    rules = []
    for programme in REGISTER_PROGRAMMES:
        limit = enacted.in_force(programme.code, "max_decile", day)
        component = enacted.in_force(programme.code, "needs_component", day)
        if limit is not None:
            rules.append((programme.code, limit.value, component is not None and component.value))
    names = ("programmes", "max_deciles", "need_component")
    columns = {name: [rule[place] for rule in rules] for place, name in enumerate(names)}
    connection.execute(statement("build/family/enacted_rule"), columns)
