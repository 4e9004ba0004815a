"""A table of a real PostgreSQL server, where this machine has one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from data.inbox.workbench import Limits
from data.mapping.entries import FileOrigin
from data.mapping.look import look
from data.mapping.proposal_text import proposal_text
from terms import InputError
from tests.data.mapping.conftest import QUARTER, Office

OWNER = "postgres"
SQL = """
create table "Daftar Bayar" ("ID Penerima" bigint, program text, nominal numeric(12, 2), sejak date, nama text);
insert into "Daftar Bayar" values
    (1, 'PKH', 750000.00, '2024-07-01', 'x'), (2, 'SEMBAKO', 600000.00, '2026-01-15', 'x');
"""


def run(*words: str, told: str | None = None) -> None:
    subprocess.run(words, input=told, text=True, check=True, capture_output=True, user=OWNER, cwd="/tmp")


@pytest.fixture(scope="module")
def server() -> Iterator[Path]:
    """A server that listens on a socket alone, owned by a user that is not root, and asks for a password."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    if shutil.which("initdb") is None or OWNER not in names or os.geteuid() != 0:
        pytest.skip("this machine has no PostgreSQL server")
    folder = Path(mkdtemp(prefix="tepat-pg-"))
    secret = folder / "secret"
    secret.write_text("rahasia")
    shutil.chown(folder, OWNER)
    shutil.chown(secret, OWNER)
    run("initdb", "-D", f"{folder}/data", "-N", "-A", "md5", "--pwfile", str(secret), "-U", OWNER)
    server = subprocess.Popen(
        ["postgres", "-D", f"{folder}/data", "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"],
        user=OWNER,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            if subprocess.run(["pg_isready", "-q", "-h", str(folder)], user=OWNER, cwd="/tmp").returncode == 0:
                break
            subprocess.run(["sleep", "0.2"])
        address = f"postgresql://{OWNER}:rahasia@/postgres?host={folder}"
        run("psql", "-q", "-v", "ON_ERROR_STOP=1", address, told=SQL)
        yield folder
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def mapping(server: Path) -> str:
    return f"""
[payments]
address = "postgresql://{OWNER}@/postgres?host={server}"
table = '"Daftar Bayar"'
password = "PASSWORD_OF_A_TEST"
columns = {{ family_id = "id penerima", programme = "program", rupiah = "nominal", first_quarter = "sejak" }}
"""


def test_table_of_postgresql_becomes_payments(office: Office, server: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PASSWORD_OF_A_TEST", "rahasia")
    frame, account = office.mapped(mapping(server))
    assert frame[["family_id", "programme", "rupiah", "first_quarter"]].to_numpy().tolist() == [
        ["1", "PKH", 750_000, "2024Q3"],
        ["2", "SEMBAKO", 600_000, "2026Q1"],
    ]
    assert (account.rows_in, account.rows_out) == (2, 2)


def test_wrong_table_and_password_are_told_without_the_password(
    office: Office, server: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PASSWORD_OF_A_TEST", "rahasia")
    with pytest.raises(InputError, match=r"table: gaji is not in .* which has public"):
        office.mapped(mapping(server).replace("'\"Daftar Bayar\"'", '"gaji"'))
    monkeypatch.setenv("PASSWORD_OF_A_TEST", "salah-sekali")
    with pytest.raises(InputError, match="cannot be read") as fault:
        office.mapped(mapping(server))
    assert "salah-sekali" not in str(fault.value)


def test_table_of_postgresql_is_proposed(office: Office, server: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PASSWORD_OF_A_TEST", "rahasia")
    address = f"postgresql://{OWNER}@/postgres?host={server}"
    origin = FileOrigin(address=address, table='"Daftar Bayar"', password="PASSWORD_OF_A_TEST")
    (proposed,) = look(office.folder, (origin,), QUARTER, Limits("512MB", 2)).proposed
    assert (proposed.entry.table, proposed.entry.kind) == ("payments", "row")
    read = {one.column: (one.sources, one.reading) for one in proposed.entry.fillings}
    assert read["rupiah"] == (("nominal",), "rupiah") and read["first_quarter"] == (("sejak",), "quarter")
    assert "rahasia" not in proposal_text((proposed,)) and 'password = "PASSWORD_OF_A_TEST"' in proposal_text(
        (proposed,)
    )
