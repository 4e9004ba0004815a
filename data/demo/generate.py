"""The door of the synthetic register: families through the quarters, each quarter written to the inbox."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from data.demo import parameters as p
from data.demo.empowerment import empowerment_table
from data.demo.outside import outside_exits, outside_payments
from data.demo.plan import make_plan
from data.demo.register import Register, first_quarter, next_quarter
from data.demo.spotcheck import spotcheck_table
from data.demo.tables import exits_table, families_table, payments_table, quota_rows
from data.demo.truth import block_truth, truth_lines
from data.demo.updates import updates_table
from data.demo.write import QuarterFolder, refuse_real_quarters
from terms import InputError, Quarter

DemoProgress = Callable[[str, float], None]
DEFAULT_FLOOR = 500
ALL_QUARTERS = (p.FIRST_QUARTER, p.LAST_QUARTER)


def generate(
    inbox: Path,
    scale: float = 0.01,
    seed: int = 1,
    quarters: tuple[Quarter, Quarter] = ALL_QUARTERS,
    floor: int = DEFAULT_FLOOR,
    progress: DemoProgress = lambda stage, done: None,
) -> list[Quarter]:
    """Write the quarters from the first to the last named, and return them.

    Each row stands for ``round(1 / scale)`` families, fewer in kabupaten that would have under ``floor`` rows.
    Quarters are lived through from 2025Q1 whichever are written, so that a quarter does not depend on the choice.
    The same arguments give the same bytes. ``progress(stage, share done)`` is called before each step.
    Raises InputError on a scale or quarters out of range, or when the inbox holds real quarters of those names.
    """
    wanted = _wanted(quarters)
    refuse_real_quarters(inbox, wanted)
    steps = wanted[-1].ordinal - p.FIRST_QUARTER.ordinal + 1
    progress(f"{p.FIRST_QUARTER}: families", 0.0)
    register = first_quarter(make_plan(scale, floor), seed)
    for step in range(steps):
        if step:
            progress(f"{register.quarter.next()}: families", step / steps)
            next_quarter(register)
        if register.quarter in wanted:
            write_quarter(register, inbox, _writing(progress, f"{register.quarter}: files", step, steps))
    progress("done", 1.0)
    return wanted


def _writing(progress: DemoProgress, files: str, step: int, steps: int) -> Callable[[float], None]:
    """What is told of the files of a step: the share of all steps that is done."""
    return lambda done: progress(files, (step + 0.4 + 0.6 * done) / steps)


def _wanted(quarters: tuple[Quarter, Quarter]) -> list[Quarter]:
    first, last = quarters
    if not p.FIRST_QUARTER <= first <= last <= p.LAST_QUARTER:
        raise InputError(f"demo: quarters must lie within {p.FIRST_QUARTER}..{p.LAST_QUARTER}, got {first}..{last}")
    return [first.shift(step) for step in range(last.ordinal - first.ordinal + 1)]


def write_quarter(register: Register, inbox: Path, told: Callable[[float], None]) -> None:
    """Write all tables of the register's quarter; nothing is seen of it until it is whole.

    ``told(share)`` is called before each block of families. Raises InputError when the inbox cannot be written.
    """
    try:
        with QuarterFolder(inbox, register.quarter) as folder:
            for number in range(len(register.blocks)):
                told(number / len(register.blocks))
                _add_block(folder, register, number)
            _finish(folder, register)
    except OSError as fault:
        raise InputError(f"demo: {register.quarter} cannot be written to {inbox}: {fault}") from fault


def _finish(folder: QuarterFolder, register: Register) -> None:
    """Add who is outside the register and the manifest with the true figures, and put the quarter in place."""
    _add_outside(folder, register)
    truth = [
        block_truth(block.families, poor, register.plan)
        for block, poor in zip(register.blocks, register.poor, strict=True)
    ]
    folder.finish(_manifest(register) + truth_lines(truth, register.plan, register.checked))


def _add_block(folder: QuarterFolder, register: Register, number: int) -> None:
    plan, quarter, block = register.plan, register.quarter, register.blocks[number]
    families = block.families
    folder.add("families", families_table(families, plan, quarter))
    folder.add("payments", payments_table(families, plan, quarter))
    folder.add("exits", exits_table(block.exits, quarter))
    folder.add("quotas", quota_rows(block, plan))
    streams = {name: register.turn(name).streams[number] for name in ("updates", "spotcheck", "empowerment")}
    share = _share(register, number)
    folder.add("updates", updates_table(families, plan, quarter, share, streams["updates"]))
    folder.add("spotcheck", spotcheck_table(families, plan, block.kabupaten, quarter, streams["spotcheck"]))
    graduates = register.graduates[number] if register.graduates else np.zeros(0, np.int64)
    folder.add("empowerment", empowerment_table(families, graduates, quarter, streams["empowerment"]))


def _share(register: Register, number: int) -> tuple[float, float]:
    """Where the block begins and ends when the nation's families are laid on 0 … 1."""
    edges = np.cumsum([0, *(len(block.families) for block in register.blocks)])
    return float(edges[number] / edges[-1]), float(edges[number + 1] / edges[-1])


def _add_outside(folder: QuarterFolder, register: Register) -> None:
    """Payments of 2025Q1 to persons outside the register; they end in the next quarter."""
    payments = outside_payments(register.plan, register.seed, int(register.plan.weight.max()))
    if register.quarter == p.FIRST_QUARTER:
        folder.add("payments", payments)
    if register.quarter == p.FIRST_QUARTER.next():
        folder.add("exits", exits_table([outside_exits(payments)], register.quarter))


def _manifest(register: Register) -> str:
    as_of = p.NATION[register.quarter][2]
    return (
        'sent_by = "Synthetic register of tepat demo: made up, calibrated to published figures"\n'
        f"as_of = {as_of.isoformat()}\nsynthetic = true\nseed = {register.seed}\n\n"
    )
