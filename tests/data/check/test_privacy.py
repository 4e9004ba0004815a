"""No personal data comes in: columns by their names in many spellings, identifiers by their shape under any name."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from data.check.delivery import deliveries_of
from data.check.findings import CheckReport
from data.check.run import run_checks
from data.contract import input_tables
from data.inbox.personal_names import is_personal, site_key
from data.inbox.staging import stage
from data.inbox.workbench import Limits
from geo import regions
from terms import InputError
from tests.data.deliveries import write_inbox

HERE = Path(__file__).parent
PERSONAL = (HERE / "personal_names.txt").read_text(encoding="utf-8").split()
HARMLESS = (HERE / "harmless_names.txt").read_text(encoding="utf-8").split()
SIXTEEN = 3_515_014_107_850_001


@pytest.fixture
def inbox(tmp_path) -> Path:
    return write_inbox(tmp_path / "inbox", ("2026Q1",), families=40)


def checked(inbox: Path, key: bytes | None = None) -> CheckReport:
    return run_checks(deliveries_of(inbox, (), key), Limits(), lambda _: None)


def change(inbox: Path, table: str, **columns: object) -> None:
    path = inbox / "2026Q1" / f"{table}.parquet"
    pd.read_parquet(path).assign(**columns).to_parquet(path, index=False)


@pytest.mark.parametrize("name", PERSONAL)
def test_personal_column_is_known_by_its_name(name):
    assert is_personal(name)


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_column_is_not_taken_for_personal(name):
    assert not is_personal(name)


@pytest.mark.parametrize("table", input_tables.INPUT, ids=lambda table: table.name)
def test_no_column_of_the_contract_is_taken_for_personal(table):
    assert [column.name for column in table.columns if is_personal(column.name)] == []


def test_personal_columns_are_all_named_and_none_of_their_values(inbox):
    change(inbox, "families", nik="3515014107850001", NamaLengkap="Siti Aminah", tgl_lahir="1985-07-01")
    report = checked(inbox)
    named = [finding for finding in report.errors if finding.claim == "no_column_is_personal_by_name"]
    assert {name for name in ("nik", "namalengkap", "tgl_lahir") for found in named if repr(name) in found.message} == {
        "nik",
        "namalengkap",
        "tgl_lahir",
    }
    shown = report.frame().to_json()
    assert "Siti" not in shown and "3515014107850001" not in shown and "1985-07-01" not in shown


@pytest.mark.parametrize(
    "value",
    [
        "3515014107850001",
        SIXTEEN,
        float(SIXTEEN),
        "3515.0141.0785.0001",
        "3515 0141 0785 0001",
        "NIK3515014107850001",
        "NIK: 3515014107850001",
        " 3515014107850001 ",
        "3,51501E+15",
        "３,５１５01E+15",
        "３５１５０１４１０７８５０００１",
        "٣٥١٥٠١٤١٠٧٨٥٠٠٠١",
    ],
    ids=repr,
)
def test_sixteen_digits_are_found_under_an_innocent_name(inbox, value):
    rows = len(pd.read_parquet(inbox / "2026Q1" / "families.parquet"))
    change(inbox, "families", kode_unik=[value] + [type(value)(0)] * (rows - 1))
    found = [finding for finding in checked(inbox).errors if finding.claim == "no_column_is_personal_by_shape"]
    assert [finding.message.split(" holds")[0] for finding in found] == ["families: column 'kode_unik'"]


@pytest.mark.parametrize("kind", ["int64", "string"])
def test_sixteen_digits_are_found_in_family_id_and_not_shown(inbox, kind):
    for table in ("families", "payments"):
        path = inbox / "2026Q1" / f"{table}.parquet"
        frame = pd.read_parquet(path)
        frame.assign(family_id=(frame["family_id"] + SIXTEEN).astype(kind), decile=99).to_parquet(path, index=False)
    report = checked(inbox)
    assert {"families", "payments"} <= {
        finding.table for finding in report.errors if finding.claim == "no_column_is_personal_by_shape"
    }
    assert "35150141" not in report.frame().to_json()


@pytest.mark.parametrize("column", ["stratum", "psu", "sample_id", "recheck_of"])
def test_sixteen_digits_are_found_in_texts_of_the_sample(inbox, column):
    rows = len(pd.read_parquet(inbox / "2026Q1" / "spotcheck.parquet"))
    change(inbox, "spotcheck", **{column: [str(SIXTEEN + row) for row in range(rows)]})
    messages = [f.message for f in checked(inbox).errors if f.claim == "no_column_is_personal_by_shape"]
    assert any(message.startswith(f"spotcheck: column '{column}'") for message in messages)


@pytest.mark.parametrize(
    ("values", "held"),
    [
        (["siti@contoh.id", "budi@contoh.id"], "mail addresses"),
        (["081234567890", "+6281298765432"], "telephone numbers"),
        (["1985-07-01", "01/12/1990"], "birth dates"),
        (["Siti Aminah", "BUDI SANTOSO"], "names"),
        (["Bpk. Tukul", "Ny. Ratna"], "names"),
        (["Jl. Merdeka No. 12", "RT 003/RW 05 Sukamaju"], "addresses"),
        (["dusun Krajan no 4", "-"], "addresses"),
    ],
)
def test_other_data_of_persons_are_found_by_shape(inbox, values, held):
    rows = len(pd.read_parquet(inbox / "2026Q1" / "families.parquet"))
    change(inbox, "families", x=[values[row % 2] for row in range(rows)])
    found = [finding.message for finding in checked(inbox).errors]
    assert found == [f"families: column 'x' holds {held}; take it out of the file"]


TEXTS = [
    ("spotcheck", "stratum"),
    ("spotcheck", "psu"),
    ("spotcheck", "sample_id"),
    ("updates", "update_id"),
    ("empowerment", "programme"),
]


@pytest.mark.parametrize(("table", "column"), TEXTS)
@pytest.mark.parametrize(
    ("values", "held"),
    [
        (["Siti Aminah {}", "Budi Santoso {}"], "names"),
        (["Jl. Merdeka {}", "RT 03 RW 05 no {}"], "addresses"),
        (["1985-07-{:02}", "01/12/19{:02}"], "birth dates"),
        (["0812345678{:02}", "+62812987654{:02}"], "telephone numbers"),
        (["siti{}@contoh.id", "budi{}@contoh.id"], "mail addresses"),
        (["３５１５０１４１０７８５００{:02}", "x"], "identifiers of sixteen digits"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_texts_of_the_contract_are_looked_through_by_shape(inbox, table, column, values, held):
    rows = len(pd.read_parquet(inbox / "2026Q1" / f"{table}.parquet"))
    roman = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"]
    made = [values[row % 2].format(roman[row % 10] if held == "names" else row + 10) for row in range(rows)]
    change(inbox, table, **{column: made})
    messages = [f.message for f in checked(inbox).errors if f.claim == "no_column_is_personal_by_shape"]
    assert [message for message in messages if message.startswith(f"{table}: column '{column}' holds {held}")]


def test_codes_and_names_of_places_are_no_data_of_persons(inbox):
    places = regions.kecamatan()["name"].head(40).to_list()
    numbers = [f"8104000567{row:02}" for row in range(40)]
    change(inbox, "spotcheck", psu=places, stratum="Jawa Timur/perkotaan", sample_id=numbers, recheck_of=None)
    assert checked(inbox).errors == ()


def told(inbox: Path, **entries: str) -> str:
    """What the check says of a manifest with these entries."""
    valid = {"sent_by": '"Pusdatin"', "as_of": "2026-03-28", "synthetic": "true"} | entries
    lines = "\n".join(f"{name} = {value}" for name, value in valid.items())
    (inbox / "2026Q1" / "manifest.toml").write_text(lines, encoding="utf-8")
    return "; ".join(finding.message for finding in checked(inbox).errors)


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        ('"Pusdatin 3515014107850001"', "sixteen digits"),
        ('"Pusdatin ３５１５０１４１０７８５０００１"', "sixteen digits"),
        ('"Pusdatin 351501 410785 0001"', "sixteen digits"),
        ('"Pusdatin, siti@contoh.id"', "a mail address"),
        ('"Dinsos 0812-3456-7890"', "a telephone number"),
        ('"Dinsos, Jl. Salemba Raya 28"', "an address"),
        ('"Siti Aminah"', "the name of a person"),
        (f'"{"x" * 1_000}"', "200 characters at most, got 1,000"),
        (f'"{"x" * 1_100_000}"', "1,000,000 bytes at most"),
        ('"Pusdatin\\nsecond line"', "one line"),
    ],
    ids=lambda value: value[:30],
)
def test_sender_is_a_short_line_without_data_of_persons(inbox, sender, reason):
    message = told(inbox, sent_by=sender)
    assert reason in message
    assert "35150141" not in message and "siti@" not in message and len(message) < 300


@pytest.mark.parametrize("sender", ["Dinas Sosial Kabupaten Sidoarjo", "Pusdatin Kemensos (2026-03-28)", "BPS 3515"])
def test_offices_are_taken_as_senders(inbox, sender):
    assert told(inbox, sent_by=f'"{sender}"') == ""


@pytest.mark.parametrize("truth", ['{ siti = "Aminah" }', "{ a = [3515014107850001] }", '{ "3515014107850001" = 1 }'])
def test_truth_of_a_manifest_is_numbers_alone(inbox, truth):
    message = told(inbox, truth=truth)
    assert "truth must h" in message
    assert "35150141" not in message


@pytest.mark.parametrize("name", ["families/3515014107850001.parquet", "penerima_3515014107850001.pdf"])
def test_names_of_files_are_looked_through_and_not_shown(inbox, name):
    path = inbox / "2026Q1" / name
    path.parent.mkdir(exist_ok=True)
    (inbox / "2026Q1" / "families.parquet").rename(path)
    messages = [f.message for f in checked(inbox).broken]
    assert any("files must be renamed" in message for message in messages)
    assert not any("35150141" in message for message in messages)


def test_hashes_and_decimals_are_not_taken_for_identifiers(inbox):
    rng = np.random.default_rng(5)
    for table in ("families", "payments", "exits", "updates", "spotcheck", "empowerment"):
        path = inbox / "2026Q1" / f"{table}.parquet"
        if path.exists():
            frame = pd.read_parquet(path)
            ids = frame["family_id"].map(lambda family: hashlib.sha256(str(family).encode()).hexdigest())
            frame.assign(family_id=ids).to_parquet(path, index=False)
    rows = len(pd.read_parquet(inbox / "2026Q1" / "families.parquet"))
    texts = [repr(float(value)) for value in rng.random(rows)]
    change(inbox, "families", score=rng.random(rows), score_text=texts, uuid="12345678-1234-4123-8123-123456789012")
    assert checked(inbox).errors == ()


def test_wide_random_integers_may_have_sixteen_digits_by_chance(inbox):
    wide = np.random.default_rng(1).integers(10**17, 2**63 - 1, 2000)
    wide[0] = SIXTEEN
    rows = write_inbox(inbox.parent / "wide", ("2026Q1",), families=2000)
    for table in ("families", "payments"):
        path = rows / "2026Q1" / f"{table}.parquet"
        frame = pd.read_parquet(path)
        frame.assign(family_id=wide[frame["family_id"].rank(method="dense").astype(int) - 1]).to_parquet(path)
    for table in ("exits", "updates", "spotcheck", "empowerment"):
        (rows / "2026Q1" / f"{table}.parquet").unlink(missing_ok=True)
    found = [finding.message for finding in checked(rows).errors if "shape" in finding.claim]
    assert [message for message in found if message.startswith("families")] == []


def test_pseudonyms_are_keyed_hashes_that_anyone_with_the_key_can_recompute(inbox, tmp_path):
    key = b"a key of the ministry, long enough"
    given = pd.read_parquet(inbox / "2026Q1" / "families.parquet")
    with duckdb.connect(config={"temp_directory": str(tmp_path / "scratch")}) as connection:
        stage(connection, inbox / "2026Q1", key)
        families = {row[0] for row in connection.execute("select family_id from families").fetchall()}
        matched = connection.execute("select count(*) from payments semi join families using (family_id)").fetchall()
    expected = {hmac.new(key, str(family).encode(), hashlib.sha256).hexdigest()[:32] for family in given["family_id"]}
    assert families == expected
    assert matched[0][0] == len(pd.read_parquet(inbox / "2026Q1" / "payments.parquet"))


def test_clear_identifiers_pass_only_when_they_are_hashed(inbox, tmp_path):
    for table in ("families", "payments", "exits", "updates", "spotcheck", "empowerment"):
        path = inbox / "2026Q1" / f"{table}.parquet"
        if path.exists():
            frame = pd.read_parquet(path)
            frame.assign(family_id=frame["family_id"] + SIXTEEN).to_parquet(path, index=False)
    assert checked(inbox).has_errors
    assert checked(inbox, b"a key of the ministry").errors == ()
    with duckdb.connect(config={"temp_directory": str(tmp_path / "scratch")}) as connection:
        stage(connection, inbox / "2026Q1", b"a key of the ministry")
        connection.execute("checkpoint")
        kept = b"".join(path.read_bytes() for path in (tmp_path / "scratch").rglob("*") if path.is_file())
    assert b"35150141" not in kept


def test_site_key_comes_from_a_file_or_the_environment_and_is_long(tmp_path, monkeypatch):
    file = tmp_path / "site.key"
    file.write_text("0123456789abcdef\n")
    assert site_key(file) == b"0123456789abcdef"
    monkeypatch.setenv("TEPAT_SITE_KEY", "from the environment")
    assert site_key(None) == b"from the environment"
    monkeypatch.setenv("TEPAT_SITE_KEY", "short")
    with pytest.raises(InputError, match="must have 16 bytes or more"):
        site_key(None)
    with pytest.raises(InputError, match="is not a file"):
        site_key(tmp_path / "nothing")
