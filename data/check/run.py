"""Checks what lies in the inbox against the contract: every fault at once, nothing changed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from data.check.delivery import Checked, CheckProgress, QuarterCheck, check_delivery
from data.check.files import gap_findings, stray_findings
from data.check.findings import CheckReport
from data.check.rejects import Rejects, rejects_file
from data.check.sharded import check_in_shards, check_shard
from data.engine.engine import OneByOne
from data.inbox.aside import Scratch
from data.inbox.cut_quarter import Sharding
from data.inbox.how_many import rows_in, shards_for
from data.inbox.workbench import Limits, said_clearly, workbench


def run_checks(
    deliveries: tuple[QuarterCheck, ...],
    limits: Limits,
    progress: CheckProgress,
    rejects_path: Path | None = None,
    shards: int | None = None,
) -> CheckReport:
    """Check these quarters, and write the offending rows with their reasons to a CSV file if one is asked for.

    Everything that is wrong with a quarter is in the report, nothing of it is raised. In several shards it takes less
    memory, and finds the same; None leaves their number to rows and memory.
    """
    findings = gap_findings(tuple(delivery.quarter for delivery in deliveries))
    for folder in sorted({delivery.folder.parent for delivery in deliveries}):
        findings += stray_findings(folder)
    said = said_clearly(limits, "disk: the check cannot read or write beside its files: {}".format)
    with said, rejects_file(rejects_path) as rejects:
        for delivery in deliveries:
            with TemporaryDirectory(prefix="tepat-check-") as name, workbench(limits, Path(name)) as connection:
                parts = shards or shards_for(rows_in(delivery.folder), limits.memory)
                findings += _checked(connection, delivery, limits, progress, rejects, parts, Path(name)).findings
    return CheckReport.of(findings)


def _checked(
    connection: duckdb.DuckDBPyConnection,
    delivery: QuarterCheck,
    limits: Limits,
    progress: CheckProgress,
    rejects: Rejects | None,
    shards: int,
    folder: Path,
) -> Checked:
    if shards == 1:
        return check_delivery(connection, delivery, progress, rejects)
    scratch = Scratch(folder / "shards").make()
    told = lambda phase, done, of, _: progress(f"{phase}, {done} of {of}")  # noqa: E731
    sharding = Sharding(shards, OneByOne(), scratch, limits, told)
    judge = lambda items, _: sharding.map(f"{delivery.quarter} shards judged", check_shard, items)  # noqa: E731
    return check_in_shards(connection, delivery, sharding, judge, progress, rejects).checked
