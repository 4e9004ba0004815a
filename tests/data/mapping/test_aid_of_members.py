"""Columns of aid in rows of members become payments of families: on every row, on the head's, per member."""

from __future__ import annotations

import pytest

from data.inbox.workbench import Limits
from data.mapping.entries import FileOrigin
from data.mapping.look import look
from data.mapping.proposal_text import proposal_text
from terms import InputError
from tests.data.mapping.conftest import QUARTER, Office

AID = """
[payments]
file = "anggota.csv"
columns = { family_id = "id", first_quarter = { value = "2024Q1" } }
aid_of_members.PKH = { on = "pkh", rupiah = "nominal" }
aid_of_members.PBI = { on = "pbi", rupiah = { value = 126000 }, per = "member" }
"""
HEADER = "id,pkh,nominal,pbi\n"
DIFFERS = "PKH rupiah: differs between members of one family"


@pytest.mark.parametrize(
    "rows",
    [
        "A,Ya,750000,Ya\nA,Ya,750000,Tidak\nA,Ya,750000,Ya\n",
        "A,Ya,750000,Ya\nA,,,\nA,,,Ya\n",
        "A,Ya,750000,Ya\nA,Tidak,0,Tidak\nA,Tidak,0,Ya\n",
        "A,Ya,0,Ya\nA,Ya,750000,Tidak\nA,Ya,-,Ya\n",
    ],
    ids=["every row", "head, others empty", "head, others no", "amount on another row"],
)
def test_family_is_paid_once_and_members_on_pbi_are_counted(office: Office, rows: str):
    office.file("anggota.csv", f"{HEADER}{rows}B,Tidak,,Tidak\nB,Tidak,,Tidak\n")
    frame, account = office.mapped(AID)
    assert frame.set_index("programme")["rupiah"].to_dict() == {"PKH": 750_000, "PBI": 252_000}
    assert frame.set_index("programme")["persons_covered"].dropna().to_dict() == {"PBI": 2}
    assert {*frame["family_id"]} == {"A"}
    assert (account.rows_in, account.used, account.left_out) == (10, 6, (("not on aid", 4),))


def test_family_whose_rows_disagree_on_an_amount_is_set_aside_for_that_programme(office: Office):
    office.file("anggota.csv", f"{HEADER}A,Ya,750000,Ya\nA,Ya,600000,Ya\nB,Ya,600000,\n")
    frame, account = office.mapped(AID)
    assert sorted(zip(frame["family_id"], frame["programme"], strict=True)) == [("A", "PBI"), ("B", "PKH")]
    assert account.aside == ((DIFFERS, 2),) and account.left_out == (("not on aid", 1),)


def test_row_that_cannot_be_read_sets_its_family_aside(office: Office):
    office.file("anggota.csv", f"{HEADER}A,Ya,750000,Ya\nA,mungkin,,Ya\nB,Ya,600000,\n")
    frame, account = office.mapped(AID)
    assert frame["family_id"].tolist() == ["B"]
    assert sum(count for _, count in account.aside) == 4


def test_number_of_persons_covered_may_stand_on_every_row(office: Office):
    office.file("anggota.csv", "id,jiwa,iuran\nA,3,378000\nA,3,378000\nA,,\nB,2,252000\nB,1,252000\n")
    frame, account = office.mapped("""
[payments]
file = "anggota.csv"
columns = { family_id = "id", first_quarter = { value = "2024Q1" } }
aid_of_members.PBI = { rupiah = "iuran", persons_covered = "jiwa" }
""")
    assert frame[["family_id", "rupiah", "persons_covered"]].to_numpy().tolist() == [["A", 378_000, 3]]
    assert account.aside == (("PBI persons_covered: differs between members of one family", 2),)


def test_columns_of_aid_of_a_dump_are_proposed_and_pbi_by_member(office: Office):
    rows = "".join(f"K{n // 2};35.15.01;4;{30 + n};L;Ya;750000;Ya\n" for n in range(20))
    office.file("a.csv", f"id_keluarga;kode_kec;desil;umur;jk;pkh;nominal_pkh;pbi\n{rows}")
    found = look(office.folder, (FileOrigin(file="a.csv"),), QUARTER, Limits("512MB", 2)).proposed
    payments = next(one for one in found if one.entry.table == "payments")
    assert [(aid.programme, aid.per_member) for aid in payments.entry.aid] == [("PKH", False), ("PBI", True)]
    assert payments.missing == ("first_quarter", "PBI rupiah")
    assert '[payments.aid_of_members.PBI]\nper = "member"' in proposal_text(found)


@pytest.mark.parametrize(
    ("aid", "told"),
    [
        ('{ on = "pkh", rupiah = "nominal", per = "rumah" }', "per must be family or member, got 'rumah'"),
        ('{ rupiah = "nominal", persons_covered = "jiwa", per = "member" }', "persons_covered is counted with per"),
        ('{ on = "pkh" }', "rupiah is missing"),
    ],
)
def test_faults_of_aid_in_a_dump_are_told_with_their_place(office: Office, aid: str, told: str):
    office.file("anggota.csv", f"{HEADER}A,Ya,750000,Ya\n")
    columns = 'columns = { family_id = "id", first_quarter = { value = "2024Q1" } }'
    with pytest.raises(InputError, match=f"aid_of_members.PBI: {told}"):
        office.mapped(f'[payments]\nfile = "anggota.csv"\n{columns}\naid_of_members.PBI = {aid}\n')
