"""Tables on a terminal of 80 columns: no word is cut, whichever command prints them."""

import pandas as pd
import pytest
from rich.console import Console
from typer.testing import CliRunner

import cli
import commands.output as output
from commands.tables import tables

STORE_COMMANDS = [
    ("simulate", "batas_desil_3"),
    ("simulate", "batas_desil_3", "--by", "province"),
    ("simulate", "batas_desil_3", "--by", "family_type", "--against", "aturan_berlaku"),
    ("frontier", "batas_desil_3"),
    ("seek", "batas_desil_3", "--keep-poorest"),
    ("movement",),
    ("movement", "--by", "province"),
    ("errors",),
    ("errors", "--by", "kabupaten", "--programme", "PKH", "--error", "inclusion"),
    ("status",),
]


@pytest.fixture
def printed(monkeypatch):
    """Runs a command at 80 columns; gives the words of its tables and the lines printed."""
    console, cells = Console(width=80, record=True, force_terminal=False), []
    monkeypatch.setattr(output, "console", console)

    def watched(frame, *more):
        cells.append(frame)
        return tables(frame, *more)

    monkeypatch.setattr(output, "tables", watched)

    def run(*words):
        cells.clear()
        result = CliRunner().invoke(cli.app, [str(word) for word in words])
        assert result.exit_code == 0, result.output
        assert cells, "the command printed no table"
        text = console.export_text()
        names = {word for frame in cells for name in frame.columns for word in str(name).split()}
        values = {word for frame in cells for column in frame for text_ in frame[column] for word in text_.split()}
        return names | values, text

    return run


@pytest.mark.parametrize("words", STORE_COMMANDS, ids=" ".join)
def test_no_table_of_the_store_cuts_a_word(printed, small_store, words):
    wanted, text = printed(*words, "--store", small_store)
    missing = [word for word in wanted if word not in text]
    assert not missing
    assert max(map(len, text.splitlines())) <= 80


def test_no_table_of_an_analysts_file_cuts_a_word(printed, tmp_path):
    frame = pd.DataFrame(
        {"h": [0, 1] * 12, "c": range(24), "w": 1.5, "x": 1, "y": [1, 0, 0, 0] * 6, "kab": list("ab") * 12}
    )
    frame.to_csv(tmp_path / "s.csv", index=False)
    asked = ("--numerator", "y", "--denominator", "x", "--stratum", "h", "--psu", "c", "--weight", "w", "--by", "kab")
    wanted, text = printed("ratio", tmp_path / "s.csv", *asked)
    assert not [word for word in wanted if word not in text] and "method: pooled design effect" in text


def test_no_table_of_small_areas_or_plans_cuts_a_word(printed, tmp_path):
    frame = pd.DataFrame({"f": [0, 1, 3, 2], "n": 40, "name": ["Kabupaten Hulu Sungai Selatan", "B", "C", "D"]})
    frame.to_csv(tmp_path / "a.csv", index=False)
    wanted, text = printed("small-area", tmp_path / "a.csv", "--counts", "f", "--size", "n", "--area", "name")
    assert not [word for word in wanted if word not in text]
    assert text.count("Kabupaten") == 2, "the second table names its rows again"
    wanted, text = printed("plan", "--true", "0.02")
    assert not [word for word in wanted if word not in text]


def lines(frame, numeric, width):
    console = Console(width=width, record=True, force_terminal=False)
    for table in tables(frame, numeric, ("title", "caption"), width):
        console.print(table)
    return console.export_text()


def test_what_fits_stays_one_table():
    frame = pd.DataFrame({"a": ["x"], "b": ["1"]})
    text = lines(frame, [False, True], 80)
    assert text.count("title") == text.count("caption") == text.count("┏") == 1


def test_a_long_sentence_folds_between_its_words_and_leaves_room_for_the_rest():
    frame = pd.DataFrame(
        {"a": ["x"], "note": ["one sentence that is much longer than a terminal is wide " * 3], "n": ["1,234"]}
    )
    text = lines(frame, [False, False, True], 60)
    assert "1,234" in text and text.count("┏") == 1
    assert "sentence" in text and "terminal" in text


def test_a_word_longer_than_the_terminal_is_cut_as_a_last_resort():
    text = lines(pd.DataFrame({"path": ["/" + "long" * 40], "n": ["1"]}), [False, True], 40)
    assert max(map(len, text.splitlines())) <= 40
    assert sum(line.count("long") for line in text.splitlines()) > 20
