"""Broken inputs, more than two hundred: each ends in a named error or warning; never in a traceback, nor in a changed
folder."""

from __future__ import annotations

import functools
import hashlib
import itertools
import struct
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.check.delivery import deliveries_of
from data.check.findings import ERROR, WARNING, CheckReport
from data.check.run import run_checks
from data.contract import input_tables
from data.inbox.workbench import Limits
from tests.data.deliveries import write_inbox

#: What a small valid inbox is warned of anyway.
USUAL = {
    "kabupaten_have_families",
    "deciles_hold_10_percent_of_persons_each",
    "families_were_verified_within_four_quarters",
}
Breaker = Callable[[Path], object]
NUMBERS = ("TINYINT", "INTEGER", "BIGINT")
NO_NUMBERS = ("abc", "NaN", "1.000", "1e999", "9" * 30, "2026-01-31", '=HYPERLINK("x")', "0x1F", "1_000", "²", "--1")
NO_WORDS = ("\x00", "2026-01-31", "=1+1", "'; drop table families; --", "𝟛𝟝.𝟙𝟝", "a" * 100_000)


#: Columns that the small inbox leaves out, as the contract allows.
ABSENT = {("payments", "kecamatan_code"), ("payments", "weight")}
TYPES = {
    "date": pa.scalar(date(2026, 1, 31)),
    "struct": pa.scalar({"nik": "x"}),
    "list": pa.scalar([1, 2]),
    "binary": pa.scalar(b"\xff\xfe"),
    "nan": pa.scalar(float("nan")),
    "null": pa.scalar(None, pa.string()),
    "huge": pa.scalar(2**62),
}


@pytest.fixture(scope="module")
def valid(tmp_path_factory) -> dict[str, bytes]:
    """The files of a small valid quarter, only the two tables that every quarter needs."""
    folder = write_inbox(tmp_path_factory.mktemp("valid"), ("2026Q1",), families=30) / "2026Q1"
    names = ("families.parquet", "payments.parquet", "manifest.toml")
    return {name: (folder / name).read_bytes() for name in names}


def checked(folder: Path) -> CheckReport:
    return run_checks(deliveries_of(folder, (), None), Limits("1GB", 1), lambda _: None)


def digest(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def columns(kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for table in (input_tables.FAMILIES, input_tables.PAYMENTS_TABLE):
        for column in table.columns:
            if column.type in kinds and (table.name, column.name) not in ABSENT:
                yield table.name, column.name


def cases() -> dict[str, Breaker]:
    return {**values(), **columns_of_files(), **bytes_of_files(), **texts_of_files(), **folders(), **manifests()}


def values() -> dict[str, Breaker]:
    """Each column with some of the bad values, in turns, so that all of them are tried."""
    turns, found = itertools.cycle(NO_NUMBERS), {}
    for table, column in columns((*NUMBERS, "BOOLEAN")):
        for value in itertools.islice(turns, 3):
            found[f"{table} {column} is {value[:12]}"] = functools.partial(
                as_csv, table=table, column=column, value=value
            )
    turns = itertools.cycle(NO_WORDS)
    for table, column in columns(("VARCHAR",)):
        for value in itertools.islice(turns, 3):
            found[f"{table} {column} is {value[:12]!r}"] = functools.partial(
                as_csv, table=table, column=column, value=value
            )
    return found


def as_csv(folder: Path, table: str, column: str, value: str) -> None:
    """Turn a table into CSV, with one value changed."""
    path = folder / f"{table}.parquet"
    frame = pd.read_parquet(path).astype("string")
    path.unlink()
    frame.loc[3, column] = value
    frame.to_csv(folder / f"{table}.csv", index=False)


def columns_of_files() -> dict[str, Breaker]:
    """Each required column once missing, and of two wrong types in turns."""
    turns, found = itertools.cycle(TYPES.items()), {}
    for table in (input_tables.FAMILIES, input_tables.PAYMENTS_TABLE):
        for column in table.required_columns:
            found[f"{table.name} lacks {column}"] = functools.partial(without, table=table.name, column=column)
            for kind, value in itertools.islice(turns, 2):
                found[f"{table.name} {column} is all {kind}"] = functools.partial(
                    replaced, table=table.name, column=column, value=value
                )
    return found


def without(folder: Path, table: str, column: str) -> None:
    path = folder / f"{table}.parquet"
    pq.write_table(pq.read_table(path).drop_columns([column]), path)


def replaced(folder: Path, table: str, column: str, value: pa.Scalar) -> None:
    path = folder / f"{table}.parquet"
    given = pq.read_table(path)
    new = pa.array([value.as_py()] * given.num_rows, value.type)
    pq.write_table(given.set_column(given.schema.get_field_index(column), column, new), path)


def bytes_of_files() -> dict[str, Breaker]:
    """Parquet cut off, with wrong bytes, and with headers that claim what is not there."""
    found: dict[str, Breaker] = {}
    for share in (0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999):
        found[f"families cut off at {share}"] = functools.partial(cut, table="families", share=share)
        found[f"payments cut off at {share}"] = functools.partial(cut, table="payments", share=share)
    for size in (0, 1, 10 * 2**30 % 2**32, 2**31 - 1, 2**32 - 1):
        found[f"families footer claims {size} bytes"] = functools.partial(claim_footer, size=size)
    for seed in range(8):
        found[f"families footer with wrong bytes, {seed}"] = functools.partial(scramble, seed=seed)
    found["families of zeros"] = lambda folder: (folder / "families.parquet").write_bytes(b"\0" * 4096)
    found["families of magic bytes only"] = lambda folder: (folder / "families.parquet").write_bytes(b"PAR1PAR1PAR1")
    found["families are a zip file"] = lambda folder: (folder / "families.parquet").write_bytes(b"PK\3\4" * 500)
    found["families claim ten thousand million rows"] = claim_rows
    return found


def cut(folder: Path, table: str, share: float) -> None:
    path = folder / f"{table}.parquet"
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])


def claim_footer(folder: Path, size: int) -> None:
    """The last eight bytes of Parquet are the size of the footer and the magic bytes."""
    path = folder / "families.parquet"
    path.write_bytes(path.read_bytes()[:-8] + struct.pack("<I", size) + b"PAR1")


def scramble(folder: Path, seed: int) -> None:
    """Overwrite the first half of the footer, so that no count or place in it can be trusted."""
    path = folder / "families.parquet"
    content = bytearray(path.read_bytes())
    size = struct.unpack("<I", content[-8:-4])[0]
    wrong = np.random.default_rng(seed).integers(0, 256, size // 2, dtype="uint8").tobytes()
    content[-8 - size : -8 - size + len(wrong)] = wrong
    path.write_bytes(bytes(content))


def claim_rows(folder: Path) -> None:
    """Thirty rows whose footer says ten thousand million everywhere: thrift writes 30 in one byte, 60."""
    path = folder / "families.parquet"
    content = path.read_bytes()
    start = len(content) - 8 - struct.unpack("<I", content[-8:-4])[0]
    footer = content[start:-8].replace(b"\x16\x3c", b"\x16\x80\x90\xdf\xc0\x4a")
    path.write_bytes(content[:start] + footer + struct.pack("<I", len(footer)) + b"PAR1")


def texts_of_files() -> dict[str, Breaker]:
    """CSV that is not what it should be."""
    header = ",".join(column.name for column in input_tables.FAMILIES.columns)
    row = "2026Q1,F1,35.15.01,1,1,4,0,1,1,0,0,0,0,2,true,true,false,matched,2025Q4,rt_rw"
    good = f"{header}\n{row}\n"
    texts = {
        "empty": b"",
        "one byte": b"\n",
        "blank lines": b"\n\n\n",
        "header only": f"{header}\n".encode(),
        "no header": f"{row}\n".encode(),
        "UTF-16": good.encode("utf-16"),
        "UTF-32": good.encode("utf-32"),
        "Latin-1 in a value": good.replace("rt_rw", "r\xe9").encode("latin-1"),
        "Latin-1 in the header": f"\xe9,{good}".encode("latin-1"),
        "NUL in a value": good.replace("F1", "F\0001").encode(),
        "NUL at the start": b"\0" + good.encode(),
        "quotes that do not end": good.replace("F1", '"F1').encode(),
        "quotes inside": good.replace("F1", '"F"1').encode(),
        "a value too many": good.replace("rt_rw", "rt_rw,more").encode(),
        "a value too few": good.replace(",rt_rw", "").encode(),
        "mixed ends of lines": f"{header}\r\n{row}\n{row}\r{row}".encode(),
        "another delimiter": good.replace(",", "|").encode(),
        "a column twice": good.replace("quarter", "quarter,quarter", 1).encode(),
        "a name empty": good.replace("persons", "", 1).encode(),
        "a line of three megabytes": f"{header}\n{row}{'x' * 3_000_000}\n".encode(),
        "a header of two megabytes": f"{'x' * 2_000_000}\n{row}\n".encode(),
        "a thousand columns": f"{header},{','.join(f'x{n}' for n in range(1000))}\n{row}{',1' * 1000}\n".encode(),
        "JSON": b'{"families": [1, 2, 3]}',
        "HTML": b"<html><body>Sesi berakhir</body></html>",
        "a row twice": f"{good}{row}\n".encode(),
        "sixteen digits": good.replace("F1", "3515014107850001").encode(),
    }
    return {f"families as CSV: {name}": functools.partial(as_text, content=text) for name, text in texts.items()}


def as_text(folder: Path, content: bytes) -> None:
    (folder / "families.parquet").unlink()
    (folder / "families.csv").write_bytes(content)


def folders() -> dict[str, Breaker]:
    """Files that are missing, twice, or something else."""
    return {
        "no families": lambda folder: (folder / "families.parquet").unlink(),
        "no payments": lambda folder: (folder / "payments.parquet").unlink(),
        "no file at all": lambda folder: [path.unlink() for path in folder.iterdir()],
        "families as file and as folder": twice,
        "families as Parquet and as CSV": lambda folder: (folder / "families.csv").write_text("quarter\n"),
        "families in a folder without files": empty_folder,
        "families is a folder with the name of a file": folder_for_file,
        "families is a link to nothing": dead_link,
        "parts with different types": different_parts,
        "one of two parts cut off": broken_part,
        "an unknown file": lambda folder: (folder / "family.xlsx").write_bytes(b"PK"),
        "spotcheck is empty": lambda folder: (folder / "spotcheck.csv").write_bytes(b""),
    }


def twice(folder: Path) -> None:
    (folder / "families").mkdir()
    (folder / "families" / "1.parquet").write_bytes((folder / "families.parquet").read_bytes())


def empty_folder(folder: Path) -> None:
    (folder / "families.parquet").unlink()
    (folder / "families").mkdir()


def folder_for_file(folder: Path) -> None:
    (folder / "families.parquet").unlink()
    (folder / "families.parquet").mkdir()


def dead_link(folder: Path) -> None:
    (folder / "families.parquet").unlink()
    (folder / "families.parquet").symlink_to(folder / "nothing")


def different_parts(folder: Path) -> None:
    twice(folder)
    given = pq.read_table(folder / "families.parquet")
    pq.write_table(given.set_column(3, "decile", pa.array([{"a": 1}] * given.num_rows)), folder / "families/2.parquet")
    (folder / "families.parquet").unlink()


def broken_part(folder: Path) -> None:
    twice(folder)
    (folder / "families.parquet").rename(folder / "families" / "2.parquet")
    path = folder / "families" / "2.parquet"
    path.write_bytes(path.read_bytes()[:-100])


def manifests() -> dict[str, Breaker]:
    texts = {
        "empty": b"",
        "no TOML": b"sent_by: Pusdatin",
        "not UTF-8": 'sent_by = "Pusd\xe9"'.encode("latin-1"),
        "binary": bytes(range(256)),
        "a date in quotes": b'sent_by = "P"\nas_of = "2026-03-28"\nsynthetic = true',
        "a date with time": b'sent_by = "P"\nas_of = 2026-03-28T00:00:00\nsynthetic = true',
        "a date of another year": b'sent_by = "P"\nas_of = 2016-03-28\nsynthetic = true',
        "nobody sent it": b'sent_by = " "\nas_of = 2026-03-28\nsynthetic = true',
        "perhaps synthetic": b'sent_by = "P"\nas_of = 2026-03-28\nsynthetic = "perhaps"',
        "thousands of brackets": b"sent_by = " + b"[" * 20_000,
        "thousands of digits": b"sent_by = " + b"9" * 5_000,
        "truth is a number": b'sent_by = "P"\nas_of = 2026-03-28\nsynthetic = true\ntruth = 1',
    }
    return {f"manifest: {name}": functools.partial(told, content=text) for name, text in texts.items()}


def told(folder: Path, content: bytes) -> None:
    (folder / "manifest.toml").write_bytes(content)


CASES = cases()


def test_more_than_two_hundred_inputs_are_broken():
    assert len(CASES) >= 200


@pytest.mark.parametrize("name", CASES)
def test_broken_input_ends_in_a_named_finding(name, valid, tmp_path):
    folder = tmp_path / "2026Q1"
    folder.mkdir()
    for file, content in valid.items():
        (folder / file).write_bytes(content)
    CASES[name](folder)
    before = digest(tmp_path)
    broken = [finding for finding in checked(tmp_path).broken if finding.claim not in USUAL]
    assert broken, "the fault was not seen"
    assert all(finding.message and finding.severity in (ERROR, WARNING) for finding in broken)
    assert digest(tmp_path) == before


def test_valid_input_has_no_finding_of_its_own(valid, tmp_path):
    folder = tmp_path / "2026Q1"
    folder.mkdir()
    for file, content in valid.items():
        (folder / file).write_bytes(content)
    assert {finding.claim for finding in checked(tmp_path).broken} <= USUAL
