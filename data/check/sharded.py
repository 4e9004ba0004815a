"""Judges a quarter in shards: claims about rows shard by shard, those about wholes and about small tables once.

What the small tables (spot check, proposals, empowerment, quotas) are joined with are the families they name: each
shard hands over what it holds of them, so that the same SQL judges them as over the whole register.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.check.delivery import (
    OF_LAST,
    Checked,
    CheckProgress,
    QuarterCheck,
    about_files,
    enter,
    most_unlinked,
    private_tables,
    set_variables,
    summarise_before,
)
from data.check.findings import FIRST_ROWS
from data.check.judge import Examined, Extent
from data.check.judged import Judged, added
from data.check.linking import LinkRows, added_links, link_rows, links, told_links
from data.check.rejects import MOST_ROWS, Rejects
from data.contract.input_tables import CUT
from data.inbox.aside import Scratch
from data.inbox.cut_quarter import Sharding, cut_quarter
from data.inbox.shards import CutQuarter
from data.inbox.staging import stage_shard, stage_what_can_be_read
from data.inbox.workbench import Limits, workbench
from data.statements import statement
from terms import InputError, Quarter

SUMMARY, BEFORE = "register_summary", "register_summary_before"
#: Of ``check/tables``, what claims about wholes and small tables need besides the summary.
REST_TABLES = ("check/tables/doubtful_payment", "check/tables/named_unknown_families")


@dataclass(frozen=True)
class ShardCheck:
    """One shard of a quarter to be judged: the quarter as it was cut, the last one if there is one, whether the two can
    be compared, tables of which no row is shown, how many rows are, and the file of the families asked for."""

    quarter: Quarter
    number: int
    now: CutQuarter
    before: CutQuarter | None
    comparable: bool
    private: frozenset[str]
    most: int
    asked: str
    limits: Limits

    @property
    def name(self) -> str:
        """The name of its task."""
        return f"judged-{self.now.name}-{self.number:04}"

    @property
    def scratch(self) -> Scratch:
        return self.now.scratch


@dataclass(frozen=True)
class ShardFound:
    """What judging one shard found."""

    judged: tuple[Judged, ...]
    links: LinkRows


@dataclass(frozen=True)
class InShards:
    """A quarter judged in shards: what was found of it, and the shards in their order."""

    checked: Checked
    shards: tuple[ShardCheck, ...]


def judge_shard(connection: duckdb.DuckDBPyConnection, shard: ShardCheck, folder: Path) -> tuple[Examined, ShardFound]:
    """Stage and judge one shard; its summary, and what it holds of the families asked for, go into ``folder``."""
    if shard.before is not None:
        enter(connection, "before")
        stage_shard(connection, shard.before, shard.number)
        summarise_before(connection)
        connection.table(SUMMARY).write_parquet(str(folder / f"{BEFORE}.parquet"))
    enter(connection, "staged")
    staged = stage_shard(connection, shard.now, shard.number)
    set_variables(connection, shard.quarter)
    examined = Examined(
        connection, shard.quarter, staged, shard.comparable, shard.private, lambda _: None, part=Extent.SHARD
    )
    unreadable: dict[str, str] = {}
    found = examined.judgements(shard.most, unreadable)
    if unreadable:
        raise InputError("; ".join(f"{table} cannot be read: {reason}" for table, reason in unreadable.items()))
    between = link_rows(examined, [link for link in links() if link.table in CUT])
    connection.table(SUMMARY).write_parquet(str(folder / f"{SUMMARY}.parquet"))
    asked = connection.read_parquet(shard.asked)
    for name in CUT:
        rows = connection.view(name).join(asked, "family_id", how="semi")
        rows.write_parquet(str(folder / f"{name}.parquet"))
    return examined, ShardFound(tuple(found), between)


def check_shard(shard: ShardCheck) -> ShardFound:
    """The task of a check: judge one shard."""
    with shard.scratch.writing(shard.name) as (folder, spill), workbench(shard.limits, spill) as connection:
        return judge_shard(connection, shard, folder)[1]


Task = Callable[[Sequence[ShardCheck], bool], list[ShardFound]]
"""Judges the shards, told whether the files of the quarter are free of errors."""


def check_in_shards(
    connection: duckdb.DuckDBPyConnection,
    delivery: QuarterCheck,
    sharding: Sharding,
    judge: Task,
    progress: CheckProgress,
    rejects: Rejects | None = None,
) -> InShards:
    """As ``check_delivery``, in shards that ``judge`` judges. Afterwards the tables of families in the schema
    ``staged`` hold only the families that the small tables name."""
    progress(f"{delivery.quarter} files")
    enter(connection, "before")
    last, before = None, None
    if delivery.last_folder is not None:
        last = stage_what_can_be_read(connection, delivery.last_folder, delivery.key, to_cut=True, wanted=OF_LAST)
        before = cut_quarter(connection, last, f"{delivery.quarter}-before", sharding)
    enter(connection, "staged")
    staged = stage_what_can_be_read(connection, delivery.folder, delivery.key, to_cut=True)
    set_variables(connection, delivery.quarter)
    findings, comparable = about_files(connection, delivery, last, staged, rejects)
    private = private_tables(findings)
    now = cut_quarter(connection, staged, str(delivery.quarter), sharding)
    asked = _write_asked_families(connection, now)
    most = FIRST_ROWS if rejects is None else MOST_ROWS
    shards = tuple(
        ShardCheck(delivery.quarter, number, now, before, comparable, private, most, asked, sharding.limits)
        for number in range(sharding.shards)
    )
    has_errors = any(finding.count and finding.severity == "error" for finding in findings)
    answers = judge(shards, not has_errors)
    take_asked(connection, shards, dict(zip(CUT, CUT, strict=True)))
    _add_summaries(connection, shards, before is not None)
    examined = Examined(
        connection, delivery.quarter, staged, comparable, private, progress, rejects, Extent.REST, REST_TABLES
    )
    unreadable: dict[str, str] = {}
    rest = examined.judgements(most, unreadable)
    about_rows = examined.told((*added((answer.judged for answer in answers), most), *rest))
    about_rows += examined.unreadable(unreadable)
    small = [link for link in links() if link.table not in CUT and not link.tables & unreadable.keys()]
    found = added_links(answer.links for answer in answers) | link_rows(examined, small)
    findings += told_links(delivery.quarter, found, private, most_unlinked(delivery.folder, delivery.unlinked))
    return InShards(Checked(examined, tuple(findings), tuple(about_rows)), shards)


def take_asked(connection: duckdb.DuckDBPyConnection, shards: Sequence[ShardCheck], tables: dict[str, str]) -> None:
    """Make these tables of the current schema what the shards hold of the families asked for, in files of that name."""
    for table, name in tables.items():
        files = [str(shard.scratch.done(shard.name) / f"{name}.parquet") for shard in shards]
        connection.read_parquet(files).create_view(table, replace=True)


def _write_asked_families(connection: duckdb.DuckDBPyConnection, quarter: CutQuarter) -> str:
    path = str(quarter.scratch.done(f"asked-{quarter.name}.parquet"))
    connection.execute(statement("check/shards/asked_family"))
    connection.view("asked_family").write_parquet(path)
    return path


def _add_summaries(connection: duckdb.DuckDBPyConnection, shards: Sequence[ShardCheck], has_before: bool) -> None:
    schemas = {"staged": SUMMARY, "before": BEFORE} if has_before else {"staged": SUMMARY}
    for schema, name in schemas.items():
        files = [str(shard.scratch.done(shard.name) / f"{name}.parquet") for shard in shards]
        connection.execute("set variable summary_files = $value::varchar[]", {"value": files})
        connection.execute(USE[schema])
        connection.execute(statement("check/shards/register_summary"))
    connection.execute(USE["staged"])


USE = {"staged": "use memory.staged", "before": "use memory.before"}
