"""What a shell learns: 0 when done, 1 when the input is at fault, 2 when the command itself was written wrongly."""

from __future__ import annotations

import sys

import pytest
import typer

import cli

COMMANDS = sorted(typer.main.get_command(cli.app).commands)


def code_of(monkeypatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["tepat", *words])
    try:
        return cli.main()
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_written_wrongly_ends_with_2_and_asked_for_help_with_0(command, monkeypatch, capsys):
    assert code_of(monkeypatch, command, "--no-such-option") == 2
    assert "--no-such-option" in capsys.readouterr().err
    assert code_of(monkeypatch, command, "--help") == 0


def test_an_unknown_command_and_none_end_with_2(monkeypatch):
    assert code_of(monkeypatch, "no-such-command") == code_of(monkeypatch) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("simulate", "nowhere.toml"),
        ("simulate", "aturan_berlaku", "--quarter", "2026"),
        ("frontier", "aturan_berlaku"),
        ("seek", "aturan_berlaku", "--max-inclusion", "2"),
        ("movement",),
        ("errors",),
        ("verify", "1"),
    ],
)
def test_a_fault_of_the_input_ends_with_1_and_a_sentence(words, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("TEPAT_STORE", str(tmp_path / "none"))
    monkeypatch.setenv("TEPAT_INBOX", str(tmp_path / "nothing"))
    assert code_of(monkeypatch, *words) == 1
    said = capsys.readouterr().err
    assert said.startswith("Error: ") and "Traceback" not in said


@pytest.mark.parametrize("words", [("simulate",), ("simulate", "x", "--by", "village"), ("plan", "--true", "much")])
def test_a_missing_argument_or_a_value_of_another_kind_ends_with_2(words, monkeypatch):
    assert code_of(monkeypatch, *words) == 2
