"""Files as spreadsheets, data frames and other offices write them: read as the plain file is, or refused with the place
and what to do; nothing is silently another figure."""

from __future__ import annotations

import csv
import gzip
import io
import random
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.check.delivery import check_delivery, deliveries_of
from data.check.findings import CheckReport
from data.check.run import run_checks
from data.inbox.workbench import Limits, workbench
from tests.data.deliveries import write_inbox

VALID = Path(__file__).parents[2] / "broken" / "check" / "valid"
ALWAYS = {"kabupaten_have_families", "deciles_hold_10_percent_of_persons_each", "spotcheck_says_who_is_not_registered"}
TABLES = ("families", "payments", "exits", "updates", "spotcheck", "empowerment", "quotas")


@pytest.fixture
def folder(tmp_path) -> Path:
    """A quarter of four families, all tables as CSV."""
    return Path(shutil.copytree(VALID, tmp_path / "inbox" / "2026Q1"))


def checked(folder: Path) -> CheckReport:
    return run_checks(deliveries_of(folder.parent, (), None), Limits("1GB", 1), lambda _: None)


def told(folder: Path) -> list[str]:
    return [finding.message for finding in checked(folder).broken if finding.claim not in ALWAYS]


def rows(folder: Path) -> dict[str, list[tuple]]:
    """Every table as it is staged, and no finding but those that four families always have."""
    with workbench(Limits("1GB", 1)) as connection:
        found = check_delivery(connection, deliveries_of(folder.parent, (), None)[0], lambda _: None)
        assert {finding.claim for finding in found.findings if finding.count} <= ALWAYS
        return {name: sorted(connection.view(name).fetchall(), key=repr) for name in TABLES}


def rewrite(folder: Path, change) -> None:
    """Change the bytes of every CSV file."""
    for path in sorted(folder.glob("*.csv")):
        path.write_bytes(change(path.read_bytes()))


def recoded(encoding: str):
    return lambda content: content.decode().encode(encoding)


READ = {
    "BOM": lambda content: b"\xef\xbb\xbf" + content,
    "two BOMs": lambda content: b"\xef\xbb\xbf" * 2 + content,
    "CR LF": lambda content: content.replace(b"\n", b"\r\n"),
    "CR": lambda content: content.replace(b"\n", b"\r"),
    "no end of the last line": lambda content: content.rstrip(b"\n"),
    "empty lines at the end": lambda content: content + b"\n\n",
    "semicolons": lambda content: content.replace(b",", b";"),
    "tabs": lambda content: content.replace(b",", b"\t"),
    "line sep=": lambda content: b"sep=;\r\n" + content.replace(b",", b";").replace(b"\n", b"\r\n"),
    "BOM and line sep=": lambda content: b"\xef\xbb\xbfsep=,\n" + content,
    "quoted": lambda content: b"\n".join(
        b",".join(b'"' + cell + b'"' for cell in line.split(b",")) for line in content.splitlines()
    ),
    "blanks round values": lambda content: content.replace(b",", b" , "),
    "no-break spaces": lambda content: content.replace(b",", b"\xc2\xa0,"),
    "names in capitals": lambda content: content.split(b"\n", 1)[0].upper() + b"\n" + content.split(b"\n", 1)[1],
    "blanks in names": lambda content: (
        content.split(b"\n", 1)[0].replace(b"_", b" ").replace(b",", b" , ") + b"\n" + content.split(b"\n", 1)[1]
    ),
}


@pytest.mark.parametrize("form", READ)
def test_csv_in_many_forms_is_read_as_the_plain_one(form, folder):
    expected = rows(folder)
    rewrite(folder, READ[form])
    assert rows(folder) == expected


def test_packed_csv_is_read_as_the_plain_one_and_beside_plain_parts(folder):
    expected = rows(folder)
    for path in sorted(folder.glob("*.csv")):
        (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    (folder / "families").mkdir()
    lines = gzip.decompress((folder / "families.csv.gz").read_bytes()).splitlines(keepends=True)
    (folder / "families" / "1.csv").write_bytes(b"sep=,\n" + b"".join(lines[:3]))
    (folder / "families" / "2.csv.gz").write_bytes(gzip.compress(lines[0] + b"".join(lines[3:])))
    (folder / "families.csv.gz").unlink()
    assert rows(folder) == expected


REFUSED = {
    "UTF-16": (recoded("utf-16"), "must be text in UTF-8, got UTF-16 or binary content; save it as CSV in UTF-8"),
    "UTF-16 without mark": (recoded("utf-16-le"), "got UTF-16 or binary content; save it as CSV in UTF-8"),
    "title above": (
        lambda content: b"Data triwulan I 2026\n\n" + content,
        "has its header row in line 3; delete the lines above it",
    ),
    "title behind semicolons": (
        lambda content: b"Data;;;\n" + content.replace(b",", b";"),
        "has its header row in line 2; delete the lines above it",
    ),
    "empty line above": (lambda content: b"\n" + content, "has its header row in line 2"),
    "row of totals": (
        lambda content: content + b"TOTAL" + b"," * (content.split(b"\n")[0].count(b",")) + b"\n",
        "is a row of totals (TOTAL); delete it from the file",
    ),
    "row of totals further right": (
        lambda content: content + b",Jumlah:" + b"," * (content.split(b"\n")[0].count(b",") - 1) + b"\n",
        "is a row of totals (Jumlah); delete it from the file",
    ),
    "lines that end in two ways": (
        lambda content: content.replace(b"\n", b"\r\n", 1),
        "line 2 ends with LF, the lines before it with CR LF; all lines must end alike",
    ),
    "a column twice": (
        lambda content: b"\n".join(line + b"," + line.split(b",")[0] for line in content.splitlines()),
        "column names must differ, got",
    ),
    "a column without a name": (
        lambda content: b"\n".join(line + b"," for line in content.splitlines()),
        "column names must not be empty, column",
    ),
    "workbook": (lambda content: b"PK\3\4" + content, "is a workbook or a packed folder, not text"),
    "only the line sep=": (lambda content: b"sep=;\n", "has no header row below its line sep="),
}


@pytest.mark.parametrize("form", REFUSED)
def test_csv_that_is_not_read_says_where_and_what_to_do(form, folder):
    change, message = REFUSED[form]
    rewrite(folder, change)
    found = told(folder)
    for table in TABLES:
        assert any(message in text and table in text for text in found), table


def test_last_line_that_ends_otherwise_is_told_with_its_number(folder):
    path = folder / "payments.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n") + b"\n")
    assert any("payments.csv: line 4 ends with LF, the lines before it with CR LF" in text for text in told(folder))


def test_line_ends_inside_quotes_may_differ(folder):
    path = folder / "spotcheck.csv"
    expected = rows(folder)
    lines = path.read_bytes().replace(b",P1,", b',"P1\n",').replace(b"\n", b"\r\n").replace(b'P1\r\n"', b'P1\n"')
    path.write_bytes(lines)
    assert rows(folder) == expected


def varied(content: bytes, seed: int) -> tuple[bytes, bool]:
    """A CSV file in one of many thousand forms, and whether it can be read: UTF-8 alone can."""
    rng = random.Random(seed)
    encoding = rng.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
    delimiter, end = rng.choice([",", ";", "\t"]), rng.choice(["\n", "\r\n", "\r"])
    table = list(csv.reader(content.decode().splitlines()))
    blank, change = rng.choice(["", " "]), rng.choice([str.upper, str.title, str.lower])
    table[0] = [f"{blank}{change(name)}{blank}" for name in table[0]]
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=delimiter, lineterminator=end, quoting=rng.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
    )
    writer.writerows(table)
    above = rng.choice(["", f"sep={delimiter}{end}"])
    return (above + text.getvalue()).encode(encoding), encoding.startswith("utf-8")


@pytest.mark.parametrize("seed", range(24))
def test_varied_files_are_read_right_or_refused_and_never_end_in_a_traceback(seed, folder):
    path = folder / "spotcheck.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("P2", "D\u00e9sa"), encoding="utf-8")
    expected = rows(folder)
    content, is_readable = varied(path.read_bytes(), seed)
    path.write_bytes(content)
    if is_readable:
        assert rows(folder) == expected
    else:
        errors = {finding.claim for finding in checked(folder).errors}
        assert errors & {"files_can_be_read", "lines_can_be_read"}


def test_words_of_windows_1252_are_no_rows_and_their_line_is_told(folder):
    path = folder / "spotcheck.csv"
    path.write_bytes(path.read_bytes().replace(b"P2", b"Desa Caf\xe9"))
    broken = [finding for finding in checked(folder).errors if finding.claim == "lines_can_be_read"]
    assert [finding.rows for finding in broken] == [
        ('{"file": "spotcheck.csv", "line": 3, "reason": "invalid encoding"}',)
    ]


@pytest.mark.parametrize("name", ["spotcheck.xlsx", "spotcheck.csv.zip", "spotcheck.txt"])
def test_file_with_the_name_of_a_table_is_never_left_out_in_silence(name, folder):
    (folder / "spotcheck.csv").rename(folder / name)
    assert any(
        f"spotcheck: must be Parquet or CSV (.parquet, .csv, .csv.gz), got {name}" in text for text in told(folder)
    )


def test_packed_file_that_is_cut_off_is_refused(folder):
    path = folder / "spotcheck.csv"
    content = gzip.compress(path.read_bytes() * 200)
    path.unlink()
    (folder / "spotcheck.csv.gz").write_bytes(content[: len(content) // 2])
    assert any("spotcheck" in finding.message for finding in checked(folder).errors)
    (folder / "spotcheck.csv.gz").write_bytes(b"no gzip")
    assert any("spotcheck.csv.gz cannot be unpacked" in text for text in told(folder))


def test_file_beside_its_packed_twin_comes_twice(folder):
    path = folder / "families.csv"
    (folder / "families.csv.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert any("families: must come once" in text for text in told(folder))


@pytest.mark.parametrize("label", ["N/A", "NA", "NULL", "nan", "None", "-", "#N/A"])
@pytest.mark.parametrize("column", ["stratum", "psu"])
def test_labels_that_look_like_nothing_stay_as_they_stand(label, column, folder):
    path = folder / "spotcheck.csv"
    old = {"stratum": b"H1", "psu": b"P1"}[column]
    path.write_bytes(path.read_bytes().replace(old, label.encode()))
    place = {"stratum": 4, "psu": 5}[column]
    assert label in {row[place] for row in rows(folder)["spotcheck"]}


def as_parquet(folder: Path) -> None:
    """Every table as Parquet, numbers and truths of the types that pandas gives them."""
    for path in sorted(folder.glob("*.csv")):
        pd.read_csv(path, dtype={"kecamatan_code": str, "kabupaten_code": str}).to_parquet(path.with_suffix(".parquet"))
        path.unlink()


def test_parquet_of_data_frames_with_gaps_is_read_as_the_text(folder):
    expected = rows(folder)
    as_parquet(folder)
    assert rows(folder) == expected


@pytest.mark.parametrize("kind", [pa.null(), pa.float64(), pa.int32(), pa.bool_(), pa.string()], ids=str)
def test_optional_columns_of_nulls_are_empty_whatever_their_type(kind, folder):
    as_parquet(folder)
    empty = {"payments": ["weight", "kecamatan_code"], "spotcheck": ["recheck_of", "linked", "fpc", "verdict"]}
    empty |= {"updates": ["decided_on", "decile_after"], "families": ["verified_by", "from_p3ke", "civil_match"]}
    for table, columns in empty.items():
        path = folder / f"{table}.parquet"
        given = pq.read_table(path)
        for column in columns:
            nothing = pa.nulls(given.num_rows, kind)
            given = given.set_column(given.schema.get_field_index(column), column, nothing)
        pq.write_table(given, path)
    found = {finding.claim for finding in checked(folder).errors}
    assert found <= {"updates_words_are_allowed", "updates_are_decided_after_filing"}


def test_spotcheck_of_families_that_are_all_unknown_keeps_whole_identifiers(folder):
    as_parquet(folder)
    for table in TABLES[:-1]:
        path = folder / f"{table}.parquet"
        frame = pd.read_parquet(path)
        ids = None if table == "spotcheck" else frame["family_id"].str.removeprefix("F").astype("float64")
        frame.assign(family_id=ids).to_parquet(path, index=False)
    given = rows(folder)
    assert {type(row[1]) for row in given["families"]} == {int}
    assert {row[2] for row in given["spotcheck"]} == {None}


def test_blanks_round_codes_in_parquet_are_taken_off_as_in_csv(folder):
    expected = rows(folder)
    as_parquet(folder)
    for path in folder.glob("*.parquet"):
        frame = pd.read_parquet(path)
        texts = frame.select_dtypes(["object", "string"]).columns
        padded = {
            name: frame[name].map(lambda text: f" {text}\u00a0" if isinstance(text, str) else text) for name in texts
        }
        frame.assign(**padded).to_parquet(path, index=False)
    assert rows(folder) == expected


@pytest.mark.parametrize("names", [("persons", "persons"), ("persons", "PERSONS"), ("persons", " persons")])
def test_column_that_comes_twice_in_parquet_is_named(names, folder):
    as_parquet(folder)
    path = folder / "families.parquet"
    given = pq.read_table(path)
    twice = pa.array([1] * given.num_rows)
    table = pa.Table.from_arrays([*given.columns, twice], names=[*given.column_names, names[1]])
    pq.write_table(table, path)
    assert any("column names must differ, got persons more than once" in text for text in told(folder))


def test_names_in_capitals_and_blanks_are_read_in_parquet(folder):
    as_parquet(folder)
    expected = rows(folder)
    for path in folder.glob("*.parquet"):
        frame = pd.read_parquet(path)
        frame.rename(columns=lambda name: f" {name.upper().replace('_', ' ')} ").to_parquet(path, index=False)
    assert rows(folder) == expected


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("updates", "2026-01-05", "05/02/2026", "filed_on '05/02/2026' in 1 row must be a day such as 2026-02-05"),
        ("payments", "600000", '"600.000"', "rupiah '600.000' in 2 rows must be a whole number in digits alone"),
        ("payments", "600000", "Rp600000", "rupiah 'Rp600000' in 2 rows must be a whole number in digits alone"),
        ("quotas", "1000", "1e3", "quota '1e3' in 1 row must be a whole number in digits alone"),
        ("families", ",true,", ",benar,", "must be true or false"),
        ("spotcheck", "12.5", '"1.250,5"', "weight '1.250,5' in 2 rows must be a number such as 850.5 or 850,5"),
        ("spotcheck", ",20\n", ",dua puluh\n", "fpc 'dua puluh' in 2 rows must be a number"),
    ],
)
def test_value_that_cannot_be_read_is_told_once_with_what_to_write(table, old, new, message, folder):
    path = folder / f"{table}.csv"
    content = path.read_text()
    assert old in content
    path.write_text(content.replace(old, new))
    errors = checked(folder).errors
    assert [finding.claim for finding in errors] == [f"{table}_values_can_be_read"]
    assert message in errors[0].message


def test_value_that_is_missing_is_still_told_beside_one_that_cannot_be_read(folder):
    path = folder / "payments.csv"
    lines = path.read_text().splitlines()
    lines[1], lines[2] = lines[1].replace("600000", '"600.000"'), lines[2].replace("600000", "")
    path.write_text("\n".join(lines))
    broken = {finding.claim: finding.count for finding in checked(folder).errors}
    assert broken == {"payments_values_can_be_read": 1, "payments_rupiah_is_not_negative": 1}


def test_bad_lines_are_told_in_their_own_quarter_and_table(tmp_path):
    """An unknown column is looked through too; the bad lines that DuckDB meets again there are not told again."""
    inbox = write_inbox(tmp_path / "inbox", ("2025Q4", "2026Q1"), families=40)
    for name in ("2025Q4", "2026Q1"):
        path = inbox / name / "families.parquet"
        pd.read_parquet(path).assign(catatan="x").to_csv(path.with_suffix(".csv"), index=False)
        path.unlink()
    with (inbox / "2025Q4" / "families.csv").open("a") as file:
        file.write("one,two\n")
    report = run_checks(deliveries_of(inbox, (), None), Limits("1GB", 1), lambda _: None)
    lines = [(finding.quarter, finding.table) for finding in report.errors if finding.claim == "lines_can_be_read"]
    assert lines == [("2025Q4", "families")]
