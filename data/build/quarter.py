"""Counts one quarter: from staged family rows to the store's tables, and the ledger against the quarter before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from data.build.memory import Memory
from data.build.steps import Progress, run, set_variables, watched
from data.statements import statement
from simulator.policy import files
from terms import REGISTER_PROGRAMMES, InputError, Quarter

COUNTED = {
    "cell": "30_cell",
    "unmatched": "31_unmatched",
    "register_quality": "32_register_quality",
    "spotcheck_psu": "60_spotcheck_psu",
    "spotcheck_sum": "66_spotcheck_sum",
    "spotcheck_wrong": "67_spotcheck_wrong",
    "spotcheck_recheck": "68_spotcheck_recheck",
    "quota": "28_quota",
    "empowerment": "29_empowerment",
    "spotcheck_decile": "69_spotcheck_decile",
    "row_account": "27_row_account",
}
LEDGER = {
    "movement": "50_movement",
    "decile_flow": "51_decile_flow",
    "register_flow": "52_register_flow",
    "spell": "53_spell",
}
UPDATES = {
    "update_flow": "62_update_flow",
    "update_days": "63_update_days",
    "update_effect": "64_update_effect",
    "update_span": "65_update_span",
}
#: Decile flows go from each of so many quarters before: within a year any two can be compared, and the year itself.
LONGEST_SPAN = 4
MACROS = ("11_quarter_ordinal", "12_binned_quarters", "13_kabupaten_code")
LAYERS = ("14_quarter_label", "15_area", "21_register_family", "22_paid", "23_paid_outside")


@dataclass(frozen=True)
class Counter:
    """Where counting happens: a scratch connection with the new store attached as ``store``."""

    connection: duckdb.DuckDBPyConnection
    first: Quarter
    progress: Progress

    def append(self, table: str, rows: duckdb.DuckDBPyRelation) -> None:
        """Put rows at the end of a table of the new store; the first ones make it."""
        made = self.connection.execute(
            "select count(*) from duckdb_tables() where database_name = 'store' and table_name = $table",
            {"table": table},
        ).fetchall()
        if made == [(0,)]:
            rows.create(f"store.{table}")
        else:
            rows.insert_into(f"store.{table}")

    def remember(self, quarter: Quarter, memory: Memory, rows: int) -> None:
        """Join families and payments of the staged quarter into what the build keeps of them."""
        self._about(quarter, memory)
        with watched(self.connection, self.progress, f"{quarter} families and payments", rows):
            run(self.connection, *MACROS, *LAYERS, "25_known_family")
        run(self.connection, "33_told_exit", "34_update_seen")

    def count(self, quarter: Quarter, memory: Memory, rows: int) -> None:
        """Fill the tables that need this quarter alone."""
        self._about(quarter, memory)
        run(self.connection, "26_known_family", "55_visit", "56_judged_visit")
        for table, name in COUNTED.items():
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
        run(self.connection, *MACROS, "26_known_family", "40_family_before")
        self._refuse_mixed_identifiers(quarter)
        for name in ("42_path", "43_changed_family"):
            with watched(self.connection, self.progress, f"{quarter} {name[3:].replace('_', ' ')}", self._rows()):
                run(self.connection, name)
        run(self.connection, "44_change", "45_exit_seen")
        if not before:
            set_variables(self.connection, earlier_exit_files=[memory.exit_seen])
        run(self.connection, "41_earlier_exit", "46_reasoned_change")
        for table, name in LEDGER.items():
            with watched(self.connection, self.progress, f"{quarter} {table}", self._rows()):
                self.append(table, self.connection.sql(statement(name)))
        self._follow_spans(quarter, before[-LONGEST_SPAN:])

    def _follow_spans(self, quarter: Quarter, span: tuple[Memory, ...]) -> None:
        """Decile flows from each quarter of the span but the last, which the ledger tells of already."""
        if len(span) < 2:
            return
        set_variables(self.connection, known_family_span=[entry.known_family for entry in span])
        with watched(self.connection, self.progress, f"{quarter} families gone", self._rows()):
            run(self.connection, "48_gone_family")
        for quarters_ago, memory_then in enumerate(reversed(span[:-1]), start=2):
            self._follow_span(quarter, quarter.shift(-quarters_ago), memory_then)

    def _follow_span(self, quarter: Quarter, then: Quarter, memory: Memory) -> None:
        set_variables(self.connection, quarter_before=str(then), known_family_then=memory.known_family)
        with watched(self.connection, self.progress, f"{quarter} decile flow since {then}", self._rows()):
            self.append("decile_flow", self.connection.sql(statement("54_decile_flow_span")))

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
        return self.connection.execute("select count(*) from known_family").fetchall()[0][0]

    def _refuse_mixed_identifiers(self, quarter: Quarter) -> None:
        now, last = (self.connection.view(name).types[0] for name in ("known_family", "family_before"))
        if now != last:
            raise InputError(
                f"family_id: must be whole numbers in all quarters, or text in all, got {now} in {quarter}, {last}"
                " in the quarter before; if both have the same identifiers, build all quarters again from the inbox"
            )


def make_enacted_rules(connection: duckdb.DuckDBPyConnection, quarter: Quarter) -> None:
    """The temporary table ``enacted_rule`` of a quarter: only programmes with a limit in force on its first day."""
    day = date(quarter.year, quarter.number * 3 - 2, 1)
    enacted = files.named(files.ENACTED)
    rules = []
    for programme in REGISTER_PROGRAMMES:
        limit = enacted.in_force(programme.code, "max_decile", day)
        component = enacted.in_force(programme.code, "needs_component", day)
        if limit is not None:
            rules.append((programme.code, limit.value, component is not None and component.value))
    names = ("programmes", "max_deciles", "need_component")
    columns = {name: [rule[place] for rule in rules] for place, name in enumerate(names)}
    connection.execute(statement("16_enacted_rule"), columns)
