"""A scenario that is too much is refused before anything is parsed: work is counted, not timed."""

from __future__ import annotations

import tomllib
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.policy import limits
from simulator.policy.files import available, load, parse
from simulator.policy.finding import FOLDER
from simulator.policy.refusals import MOST_LISTED
from terms import InputError

BOMBS = {
    "nested arrays": ("a = " + "[" * 20_000, "brackets must be nested at most 8 deep"),
    "nested tables": ("a = " + "{b = " * 9_000, "brackets must be nested at most 8 deep"),
    "dotted keys": ("a" + ".a" * 32_000 + " = 1", "a key must have at most 6 parts"),
    "dotted keys in quotes": ('"a"' + ' . "a"' * 10_000 + " = 1", "a key must have at most 6 parts"),
    "dotted header": ("[a" + ".a" * 32_000 + "]", "a key must have at most 6 parts"),
    "long integer": ("a = " + "9" * 5_000, "a key or number must have at most 64 characters, got 5,000"),
    "long hexadecimal": ("a = 0x" + "f" * 60_000, "a key or number must have at most 64 characters"),
    "long float": ("a = 1." + "9" * 5_000, "a key or number must have at most 64 characters"),
    "long text": ('a = "' + "x" * 60_000 + '"', "a text in quotes must have at most 4,000 characters"),
    "long text of many lines": ("a = '''" + "\n" * 60_000, "a text in quotes must have at most 4,000 characters"),
    "long key in quotes": ('"' + "x" * 3_000 + '" = 1', "a key or number must have at most 64 characters"),
    "many values": ("a = [" + "1," * 30_000, "at most 20,000 words, numbers and signs"),
    "many keys": ("".join(f"a{number} = 1\n" for number in range(6_000)), "at most 5,000 keys"),
    "many tables": ("[a]\n" * 16_000, "at most 20,000 words, numbers and signs"),
    "many bytes": ("# é" * 30_000, "the text must have at most 65,536 bytes, got 90,000"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_is_too_much_is_never_given_to_the_parser(bomb, monkeypatch):
    text, sentence = BOMBS[bomb]
    parsed: list[str] = []
    monkeypatch.setattr(tomllib, "loads", lambda given: parsed.append(given) or {})
    with pytest.raises(InputError, match=sentence):
        parse(text)
    assert parsed == []


@pytest.mark.parametrize("bomb", ["nested arrays", "nested tables", "dotted keys", "dotted header"])
def test_reading_stops_at_the_first_token_that_is_too_many(bomb, monkeypatch):
    looked_at = []
    sign, word = limits._sign, limits._word
    monkeypatch.setattr(limits, "_sign", lambda *given: looked_at.append(given) or sign(*given))
    monkeypatch.setattr(limits, "_word", lambda *given: looked_at.append(given) or word(*given))
    with pytest.raises(InputError):
        limits.checked(BOMBS[bomb][0])
    assert len(looked_at) < 40, "of thousands of tokens"


def test_a_file_is_read_no_further_than_a_scenario_may_be_long(tmp_path):
    (tmp_path / "large.toml").write_bytes(b"# no end\n" * 1_000_000)
    with pytest.raises(InputError, match=r"at most 65,536 bytes, got 131,073"):
        load(tmp_path / "large.toml")
    with pytest.raises(InputError, match="at most 65,536 bytes"):
        load("/dev/zero")


def test_thousands_of_faults_are_counted_and_the_first_are_listed(monkeypatch):
    asked = []
    near = "simulator.policy.reading_values.difflib.get_close_matches"
    monkeypatch.setattr(near, lambda *given: asked.append(given) or [])
    with pytest.raises(InputError) as fault:
        parse("".join(f"key{number} = 1\n" for number in range(4_000)))
    assert len(asked) == MOST_LISTED, "the nearest key is looked for where it is told"
    assert len(str(fault.value).splitlines()) == MOST_LISTED + 2 and "and 3,980 more" in str(fault.value)


@pytest.mark.parametrize("name", available())
def test_policies_that_come_along_are_far_below_every_limit(name):
    scan = limits.scanned((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    assert scan.words < limits.MOST_WORDS / 4 and scan.keys < limits.MOST_KEYS / 4 and not scan.unquoted


snippets = st.sampled_from(
    [
        "[",
        "]",
        ",",
        "1",
        '"x[y"',
        "'[['",
        "'''[\n#'''",
        '"""]\\"[""\n"""',
        "#[[\n",
        "\n",
        " ",
        '"\\\\"',
        "{a=1}",
        "{b.c='}'}",
        "2026-01-01",
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(snippets, max_size=12).map("".join), st.integers(1, 4))
def test_brackets_that_the_parser_sees_the_scan_has_seen(inside, depth):
    """What is taken as it stands in texts and comments is taken so by both, so that nothing hides from the scan."""
    text = f"x = {'[' * depth}{inside}{']' * depth}\n"
    try:
        table = tomllib.loads(text)
    except ValueError:
        return
    with mock.patch.object(limits, "DEEPEST", deepest(table["x"])):
        limits.scanned(text)
    with mock.patch.object(limits, "DEEPEST", deepest(table["x"]) - 1), pytest.raises(InputError, match="nested"):
        limits.scanned(text)


def deepest(value: object) -> int:
    """How many brackets lie around the innermost value."""
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return 0
    # {b.c = 1} is two tables within one pair of braces.
    return (value != {"c": "}"}) + max(map(deepest, inner), default=0)
