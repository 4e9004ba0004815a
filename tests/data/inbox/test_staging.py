"""The first layer: every accepted form of a quarter gives the same seven views."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.contract import input_tables
from data.inbox.staging import stage
from geo import regions
from terms import InputError
from tests.data.deliveries import write_inbox


@pytest.fixture
def connection(tmp_path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"temp_directory": str(tmp_path / "scratch")}) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path) -> Path:
    return write_inbox(tmp_path / "inbox", ("2025Q4", "2026Q1"), families=150) / "2026Q1"


def rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple]:
    return sorted(connection.view(table).fetchall(), key=repr)


def rewrite(folder: Path, write) -> None:
    """Replace each table by what ``write`` makes of it."""
    for path in sorted(folder.glob("*.parquet")):
        frame = pd.read_parquet(path)
        path.unlink()
        write(path, frame)


def test_views_have_the_columns_and_types_of_the_contract(connection, folder):
    assert set(stage(connection, folder)) == {table.name for table in input_tables.INPUT}
    for table in input_tables.INPUT:
        view = connection.view(table.name)
        assert view.columns == [column.name for column in table.columns]
        types = {column.name: column.type for column in table.columns if column.type != "IDENTIFIER"}
        assert {name: str(kind) for name, kind in zip(view.columns, view.types, strict=True) if name in types} == types


def test_table_that_is_not_given_is_empty_with_the_same_columns(connection, folder):
    for name in ("exits", "updates", "spotcheck", "empowerment", "quotas"):
        (folder / f"{name}.parquet").unlink()
    assert stage(connection, folder) == ("families", "payments")
    for table in input_tables.INPUT[2:]:
        view = connection.view(table.name)
        assert view.columns == [column.name for column in table.columns]
        assert view.fetchall() == []
    assert str(connection.view("exits").select("family_id").types[0]) == "BIGINT"


def test_good_parquet_stays_a_plain_projection(connection, folder):
    stage(connection, folder)
    plan = connection.execute("explain select * from families").fetchall()[0][1]
    assert not any(word in plan.lower() for word in ("case", "regexp", "join", "trim"))


@pytest.mark.parametrize("table", ["families", "payments"])
def test_quotas_by_kabupaten_do_not_make_great_tables_be_rewritten(connection, folder, table):
    assert "quotas" in stage(connection, folder)
    made = connection.execute("select sql from duckdb_views() where view_name = $name", {"name": table}).fetchall()
    assert [f"raw_{table}" in sql for (sql,) in made] == [True]


@pytest.mark.parametrize(("separator", "decimal", "mark"), [(",", ".", ""), (";", ",", "\ufeff"), ("\t", ".", "")])
def test_csv_in_any_accepted_form_gives_the_rows_of_parquet(connection, folder, tmp_path, separator, decimal, mark):
    stage(connection, folder)
    expected = {table.name: rows(connection, table.name) for table in input_tables.INPUT}

    def write(path: Path, frame: pd.DataFrame) -> None:
        text = frame.to_csv(index=False, sep=separator, decimal=decimal, float_format="%.17g")
        path.with_suffix(".csv").write_text(mark + text, encoding="utf-8")

    rewrite(folder, write)
    stage(connection, folder)
    for table in input_tables.INPUT:
        given = [tuple(None if v == "" else v for v in row) for row in expected[table.name]]
        assert rows(connection, table.name) == sorted(given, key=repr)


def test_one_table_in_many_files_is_read_whole(connection, folder):
    stage(connection, folder)
    expected = rows(connection, "families")
    frame = pd.read_parquet(folder / "families.parquet")
    (folder / "families.parquet").unlink()
    (folder / "families").mkdir()
    for number, part in enumerate((frame.iloc[:7], frame.iloc[7:30, ::-1], frame.iloc[30:])):
        part.to_parquet(folder / "families" / f"part-{number}.parquet", index=False)
    (folder / "families" / "_SUCCESS").touch()
    stage(connection, folder)
    assert rows(connection, "families") == expected


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("35.15.01", "35.15.01"),
        ("351501", "35.15.01"),
        ("3515", "35.15.00"),
        ("35.15", "35.15.00"),
        ("35.15.01.2001", "35.15.01"),
        ("3515012001", "35.15.01"),
        ("3515010", "35.15.00"),
        ("3515010001", "35.15.00"),
        ("9999", "9999"),
    ],
)
def test_region_codes_are_read_in_every_unambiguous_form(connection, folder, given, meant):
    path = folder / "families.parquet"
    pd.read_parquet(path).assign(kecamatan_code=given).to_parquet(path, index=False)
    stage(connection, folder)
    assert connection.execute("select distinct kecamatan_code from families").fetchall() == [(meant,)]


def test_bps_kabupaten_codes_of_both_lists_are_translated(connection, folder):
    codes = regions.bps_codes()
    frame = pd.DataFrame({"kabupaten_code": codes["kabupaten_code_bps"], "programme": "PKH", "quota": 1})
    frame.to_parquet(folder / "quotas.parquet", index=False)
    stage(connection, folder)
    assert {row[0] for row in rows(connection, "quotas")} == set(codes["kabupaten_code"])


@pytest.mark.parametrize("form", ["{}", "{}.0", "{},00", " {} ", "\u00a0{}"])
def test_whole_numbers_in_text_are_the_same_identifiers(connection, folder, form):
    stage(connection, folder)
    expected = rows(connection, "payments"), rows(connection, "spotcheck")
    for table in ("payments", "spotcheck"):
        path = folder / f"{table}.parquet"
        frame = pd.read_parquet(path)
        ids = [form.format(family) for family in frame["family_id"]]
        path.unlink()
        frame.assign(family_id=ids).to_csv(path.with_suffix(".csv"), index=False, float_format="%.17g")
    stage(connection, folder)
    assert str(connection.view("payments").select("family_id").types[0]) == "BIGINT"
    assert (rows(connection, "payments"), rows(connection, "spotcheck")) == expected


def test_digits_of_full_width_are_the_same_identifier(connection, folder):
    stage(connection, folder)
    assert connection.execute("select canonical('６００００７２６'), canonical(' A-7 ')").fetchall() == [
        ("60000726", "A-7")
    ]


@pytest.mark.parametrize("kind", ["float64", "string"])
def test_identifiers_of_data_frames_with_gaps_link_as_whole_numbers(connection, folder, kind):
    path = folder / "spotcheck.parquet"
    frame = pd.read_parquet(path)
    numbers = pd.Series(range(1, len(frame) + 1), dtype="int64")
    frame = frame.assign(sample_id=numbers, recheck_of=pd.Series([None] * (len(frame) - 1) + [1.0]).astype(kind))
    frame.assign(family_id=frame["family_id"].astype("float64").where(frame.index > 0)).to_parquet(path, index=False)
    stage(connection, folder)
    unlinked = "select count(*) from spotcheck where family_id not in (select family_id from families)"
    assert connection.execute(unlinked).fetchall() == [(0,)]
    assert connection.execute("select recheck_of from spotcheck where recheck_of is not null").fetchall() == [("1",)]
    assert connection.execute("select count(*) from spotcheck where sample_id = '1'").fetchall() == [(1,)]


def test_identifiers_are_text_in_every_table_when_one_is_no_number(connection, folder):
    path = folder / "payments.parquet"
    frame = pd.read_parquet(path)
    frame.assign(family_id=["F1", *frame["family_id"].astype("string")[1:]]).to_parquet(path, index=False)
    stage(connection, folder)
    kinds = {str(connection.view(name).select("family_id").types[0]) for name in ("families", "payments", "exits")}
    assert kinds == {"VARCHAR"}
    assert connection.execute("select count(*) from payments anti join families using (family_id)").fetchall() == [(1,)]


@pytest.mark.parametrize("value", ["6,00007E+07", "6.0000726E7", 60000726.5, 2.0**53])
def test_identifiers_that_lost_digits_are_refused(connection, folder, value):
    path = folder / "spotcheck.parquet"
    pd.read_parquet(path).assign(family_id=value).to_parquet(path, index=False)
    with pytest.raises(InputError, match="spotcheck: family_id has lost digits in 40 rows"):
        stage(connection, folder)


def test_leading_zeros_make_identifiers_text(connection, folder):
    for path in folder.glob("*.parquet"):
        frame = pd.read_parquet(path)
        if "family_id" in frame:
            frame.assign(family_id="0" + frame["family_id"].astype("string")).to_parquet(path, index=False)
    stage(connection, folder)
    assert str(connection.view("families").select("family_id").types[0]) == "VARCHAR"


def test_missing_weight_is_one_and_other_missing_columns_are_empty(connection, folder):
    path = folder / "families.parquet"
    optional = [column.name for column in input_tables.FAMILIES.columns if not column.required]
    pd.read_parquet(path).drop(columns=optional).to_parquet(path, index=False)
    stage(connection, folder)
    assert connection.execute(
        "select distinct weight, from_dtks, civil_match, verified_by from families"
    ).fetchall() == [(1, None, None, None)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" 12 ", 12), ("12,0", 12), ("12.00", 12), ("+12", 12), ("-3", -3), ("1.000", None), ("1e3", None),
     ("0x10", None), ("1_0", None), ("", None), ("1,5", None), ("300", None)],
)  # fmt: skip
def test_whole_numbers_in_text_are_read_only_when_unambiguous(connection, folder, text, number):
    stage(connection, folder)
    assert connection.execute("select as_tiny($text)", {"text": text}).fetchall() == [(number,)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,5", 1.5), ("1.5", 1.5), ("1.234,5", None), ("1,234.5", None), (".5", 0.5), ("1e2", 100.0), ("nan", None),
     ("inf", None), ("", None)],
)  # fmt: skip
def test_decimal_comma_and_point_are_both_understood(connection, folder, text, number):
    stage(connection, folder)
    assert connection.execute("select as_decimal($text)", {"text": text}).fetchall() == [(number,)]


@pytest.mark.parametrize(
    ("values", "doubtful"),
    [
        (["2.500", "850,5", "12"], ["2.500", "850,5"]),
        (["1.532", "497", "1.001"], ["1.532", "1.001"]),
        (["1,532", "497"], ["1,532"]),
        (["2.500", "850.5", "12"], ["2.500"]),
        (["2.500", "1.234"], ["2.500", "1.234"]),
        (["12.125", "3.5", "0.912", "105.25"], []),
        (["1234.500", "12.125"], []),
        (["0.500", "12.125"], []),
        (["12,125", "3,5"], []),
        (["850.1250", "2500"], []),
        (["1.5", "2,5"], ["1.5", "2,5"]),
        (["", "7"], []),
    ],
)  # fmt: skip
def test_numbers_that_can_be_read_in_two_ways_are_doubtful(connection, folder, values, doubtful):
    stage(connection, folder)
    connection.execute("create table given (value varchar)")
    connection.executemany("insert into given values (nullif(?, ''))", [[value] for value in values])
    query = """
        with forms as (select number_forms(value) as value from given)
        select given.value from given cross join forms where is_doubtful(given.value, forms.value)
    """
    assert sorted(value for (value,) in connection.execute(query).fetchall()) == sorted(doubtful)


def test_faults_of_all_files_are_raised_at_once(connection, folder):
    (folder / "payments.parquet").write_bytes(b"PAR1")
    path = folder / "families.parquet"
    pd.read_parquet(path).drop(columns=["decile", "persons"]).to_parquet(path, index=False)
    with pytest.raises(InputError, match=r"required columns are missing: decile, persons; payments\.parquet cannot be"):
        stage(connection, folder)


def test_lines_that_are_no_rows_are_refused_and_not_dropped(connection, folder):
    path = folder / "quotas.csv"
    (folder / "quotas.parquet").unlink()
    path.write_text("kabupaten_code,programme,quota\n35.15,PKH,1\n35.15,PBI,1,2\n")
    with pytest.raises(InputError, match="1 lines cannot be read as rows"):
        stage(connection, folder)


@pytest.mark.parametrize(("form", "written"), [("{}", 0), (" {}", 1)], ids=["tidy", "with blanks"])
def test_great_table_is_written_once_more_only_if_it_must_be(connection, folder, tmp_path, monkeypatch, form, written):
    monkeypatch.setattr("data.inbox.given.MANY_ROWS", 0)
    path = folder / "updates.parquet"
    frame = pd.read_parquet(path)
    numbers = range(len(frame))
    identifiers = list(numbers) if not written else [form.format(number) for number in numbers]
    frame.assign(update_id=identifiers).to_parquet(path, index=False)
    stage(connection, folder)
    assert len(list((tmp_path / "scratch").glob("given-*.parquet"))) == written
    assert {row[0] for row in rows(connection, "updates")} == {str(number) for number in numbers}
