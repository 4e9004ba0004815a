"""Sentences about movement and updates are right for none, one, hidden and many, in both languages."""

from __future__ import annotations

import pandas as pd
import pytest

from data.figures import updates
from data.figures.ledger import Ledger
from data.figures.updates import Tally
from pages.movement import words
from pages.movement.words import FlowSubject
from pages.shared.voice import Voice
from pages.updates import words as update_words

MOVES = {"moved_in": 0, "moved_out": 0}
SAID = {"quarter": "2026T1", "area": "Sidoarjo"}


def ledger(
    opening: float, entered: float, exited: float, closing: float, level: str = "province", **reasons: float
) -> Ledger:
    flows = {
        "opening": opening,
        "entered": entered,
        "moved_in": 0,
        "exited": exited,
        "moved_out": 0,
        "closing": closing,
    }
    rows = [("exited", name, True, count) for name, count in reasons.items()]
    return Ledger(flows, pd.DataFrame(rows, columns=["flow", "reason", "given", "count"]), 0, level)


def said(of: Ledger, language: str = "id", unit: str = "families") -> str:
    return words.summary(of, FlowSubject("PKH", unit, "2026T1", Voice(language))).replace("\u00a0", " ")


def test_nobody_moved_is_said_as_such():
    assert said(ledger(50, 0, 0, 50)) == (
        "Pada 2026T1 tidak ada yang masuk PKH dan tidak ada yang keluar. Jumlah penerima PKH tetap 50 keluarga."
    )
    assert said(ledger(0, 0, 0, 0), "en") == (
        "In 2026T1 nobody entered PKH and nobody left it. The recipients of PKH remain no family."
    )


def test_one_family_is_one_family():
    assert said(ledger(50, 1, 1, 50, deceased=1), "en") == (
        "In 2026T1, 1 family entered PKH and 1 family left. Most who left did so because of: deceased (100%)."
        " The recipients of PKH remain 50 families."
    )


def test_only_leaving_is_said_without_an_entry():
    assert said(ledger(50, 0, 20, 30, decile_above=15, not_found=5)) == (
        "Pada 2026T1, tidak ada keluarga masuk PKH dan 20 keluarga keluar. Yang keluar terbanyak karena desil di atas"
        " batas (75 %) dan tidak ditemukan (25 %). Penerima PKH berkurang 20 keluarga, menjadi 30 keluarga."
    )


def test_only_entering_gives_no_reason_for_leaving():
    text = said(ledger(0, 1_200_000, 0, 1_200_000))
    assert text == (
        "Pada 2026T1, 1,2 juta keluarga masuk PKH dan tidak ada keluarga keluar."
        " Penerima PKH bertambah 1,2 juta keluarga, menjadi 1,2 juta keluarga."
    )


def test_hidden_counts_are_said_to_be_hidden_and_not_to_be_none():
    text = said(ledger(50, pd.NA, 12, pd.NA, decile_above=pd.NA))
    assert text == "Pada 2026T1, sejumlah keluarga (tidak ditampilkan) masuk PKH dan 12 keluarga keluar."
    assert "some families (not shown)" in said(ledger(50, pd.NA, 12, 50), "en")


def test_members_of_pbi_are_members_and_not_families():
    assert "11,0 juta peserta keluar" in said(ledger(5, 0, 11_000_000, 5), unit="persons")


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        (0, "Pada 2026T1 tidak ada yang diajukan."),
        (1, "Pada 2026T1 masuk 1 pengajuan: 1 diterima, tidak ada yang ditolak, tidak ada yang belum diputus."),
    ],
)
def test_filings_of_none_and_one_read_well(filed: int, expected: str):
    assert update_words.summary(Tally(filed, filed, 0, 0, 0), 0, 0, SAID, Voice("id")) == expected


@pytest.mark.parametrize(
    ("proposals", "objections", "expected"),
    [
        (0, 0, ""),
        (5, 0, "There was no objection."),
        (0, 5, "There was no proposal, only objections."),
        (3, 2, "There are 1.5 proposals for each objection."),
        (700, 10, "There are 70 proposals for each objection."),
        (float("nan"), 10, ""),
    ],
)
def test_proposals_against_objections_at_every_edge(proposals: float, objections: float, expected: str):
    assert update_words.ratio(proposals, objections, Voice("en")) == expected


def test_backlog_of_none_one_hidden_and_many():
    told = [update_words.overdue(Tally(50, 0, 0, 50, late), Voice("id")) for late in (0, 1, float("nan"), 20_000)]
    assert [text.replace("\u00a0", " ") for text in told] == [
        "Tidak ada yang menunggu lebih dari satu triwulan.",
        "Menunggu lebih dari satu triwulan: 1 pengajuan.",
        "Menunggu lebih dari satu triwulan: sejumlah pengajuan (tidak ditampilkan).",
        "Menunggu lebih dari satu triwulan: 20,0 ribu pengajuan.",
    ]


def test_register_without_families_has_no_share():
    text = update_words.register(float("nan"), 0, 0, SAID, Voice("id"))
    assert text == (
        "Register 2026T1 tidak memuat keluarga di Sidoarjo, atau hanya sedikit sehingga tidak ditampilkan."
        " Pilih wilayah atau triwulan lain."
    )
    assert "semua keluarga sudah diperingkat" in update_words.register(0.5, 0, 40, SAID, Voice("id"))


def test_share_accepted_is_undefined_when_nothing_is_decided():
    assert pd.isna(Tally(9, 0, 0, 9, 0).accepted_share)
    assert pd.isna(updates.effect(pd.DataFrame({"decile_before": [], "decile_after": [], "proposals": []})).mean)


def test_moves_between_areas_are_told_so_that_the_sentence_adds_up():
    flows = {"opening": 50, "entered": 6, "moved_in": 3, "exited": 4, "moved_out": 1, "closing": 54}
    of = Ledger(flows, pd.DataFrame(columns=["flow", "reason", "given", "count"]), 0, "province")
    assert said(of) == (
        "Pada 2026T1, 6 keluarga masuk PKH dan 4 keluarga keluar. Selain itu 3 keluarga pindah masuk dari wilayah lain"
        " dan 1 keluarga pindah ke wilayah lain. Penerima PKH bertambah 4 keluarga, menjadi 54 keluarga."
    )
    hidden = Ledger({**flows, "moved_out": pd.NA}, of.reasons, 0, "province")
    assert "some families (not shown) moved to other areas" in said(hidden, "en")
