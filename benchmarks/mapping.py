"""Maps an invented register of families and says what it takes, beside a plain scan of the same file.

    python -m benchmarks.mapping 5000000 --folder /somewhere/with/space

Writes a CSV in an office's words (parts of a code, Desil n, Ya/Tidak, rupiah with points), reads it once with DuckDB
alone as the floor, then maps it to families and payments. Each step is a process of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from data.inbox.workbench import Limits
from data.mapping.carry_out import MappingOptions, map_inbox

MADE = """
select
    range as id, '35' as kdprov, '15' as kdkab, (range % 18 + 1)::varchar as kdkec,
    'Desil ' || (range % 10 + 1) as desil, range % 6 + 1 as art, 0 as nol,
    if(range % 4 = 0, 'Ya', 'Tidak') as bpnt, 'Rp 600.000,00' as nominal
from range($rows)
"""
COUNTS = ("pregnant", "children_0_6", "pupils_sd", "pupils_smp", "pupils_sma", "aged_60_plus", "severe_disability")
MAPPING = """
[families]
file = "data.csv"
[families.columns]
family_id = "id"
kecamatan_code = {{ join = ["kdprov", "kdkab", "kdkec"], as = "kemendagri" }}
decile = "desil"
persons = "art"
working_age_able = "nol"
{counts}
[payments]
file = "data.csv"
columns = {{ family_id = "id", first_quarter = {{ value = "2025Q1" }} }}
aid.SEMBAKO = {{ on = "bpnt", rupiah = "nominal" }}
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", type=int)
    asked.add_argument("--folder", type=Path, required=True)
    words = asked.parse_args()
    folder = words.folder / "inbox" / "2026Q1"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "data.csv"
    duckdb.connect().sql(MADE, params={"rows": words.rows}).write_csv(str(file), sep=";")
    counts = "\n".join(f'{name} = "nol"' for name in COUNTS)
    (folder / "mapping.toml").write_text(MAPPING.format(counts=counts))
    options = MappingOptions(Limits(), anew=True)
    steps: dict[str, Callable[[], object]] = {
        "plain scan": lambda: (
            duckdb.read_csv(str(file), sep=";", all_varchar=True).aggregate("max(columns(*))").fetchall()
        ),
        "mapping": lambda: map_inbox(folder.parent, options),
    }
    for name, step in steps.items():
        seconds, processor, peak = measured(step)
        rate = words.rows / seconds
        print(f"{name:<12} {seconds:7.1f} s  {processor:7.1f} processor s  {rate:12,.0f} rows/s  peak {peak:5.2f} GB")


def measured(step: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds, processor seconds and peak GB of a step in a process of its own."""
    reader, writer = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        started = time.monotonic()
        step()
        used = resource.getrusage(resource.RUSAGE_SELF)
        writer.send((time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    found: tuple[float, float, float] = reader.recv()
    process.join()
    return found


if __name__ == "__main__":
    main()
