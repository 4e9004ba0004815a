"""What a scenario file must say and may not say: units, starts, bounds, codes, names, baselines, encodings."""

from __future__ import annotations

import json
import math
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import regions
from simulator.engine.simulate import simulate
from simulator.policy import areas, units
from simulator.policy.fields import FIELDS
from simulator.policy.files import ENACTED, Dated, Policy, available, load, named, parse, stacked, to_toml
from simulator.policy.reading_values import ENTRY
from simulator.policy.refusals import TEXT, Word, listed, reason, shown
from terms import InputError, Quarter, Reason
from tests.simulator.policies import DECLARED, policy_of, rules
from tests.simulator.registers import Family, cells_of

CASES = Path(__file__).parents[1] / "cases"
BASE = 'baseline = "aturan_berlaku"\n'
NOW = Quarter(2026, 1)


def block(key: str, **words: str) -> str:
    """A dated value; ``words`` replace or, when empty, leave out what it says."""
    field = FIELDS[key.split(".")[1]]
    said = {"value": "3", "start": "2026-01-01", "unit": f'"{field.unit}"', "status": '"scenario"', "source": '"uji"'}
    lines = [f"{name} = {text}" for name, text in (said | words).items() if text]
    return "\n".join([f"[[{key}]]", *lines]) + "\n"


def refused(text: str, **more: bool) -> str:
    with pytest.raises(InputError) as fault:
        parse(text, "uji", **more)
    assert fault.value.reasons, "a page can say it in its own language"
    return str(fault.value)


@pytest.mark.parametrize(
    ("key", "unit", "sentence"),
    [
        ("sembako.amounts", "rupiah per bulan", "got 'rupiah per bulan': give three months together"),
        ("sembako.amounts", "rupiah per month per family", "give three months together"),
        ("sembako.amounts", "rupiah per tahun", "divide a year's figure by four"),
        ("sembako.amounts", "dollar", 'sembako: amounts: unit must be "rupiah per quarter"'),
        ("sembako.amounts", "rupiah per triwulan per jiwa", "unit must be"),
        ("pbi.amounts", "rupiah per triwulan per keluarga", "unit must be"),
        ("pkh.budget_limit", "rupiah per year", "divide a year's figure by four"),
        ("pkh.budget_limit", "miliar rupiah per triwulan", "unit must be"),
        ("pbi.quota", "keluarga", 'pbi: quota: unit must be "persons" / "jiwa"'),
        ("pkh.quota", "jiwa", 'pkh: quota: unit must be "families" / "keluarga"'),
        ("pkh.max_quarters", "tahun", 'unit must be "quarters, inclusive"'),
        ("pkh.take_up_share", "persen", 'unit must be "share, 0 to 1"'),
    ],
)
def test_unit_that_means_another_number_is_refused_everywhere(key, unit, sentence):
    text = BASE + block(key, unit=f'"{unit}"', value="1")
    assert sentence in refused(text)
    assert sentence in refused(text, kept=True)


@pytest.mark.parametrize(
    "unit", ["desil, inklusif", "Desil inklusif", "decile, inclusive", "desil, inclusive", "desil"]
)
def test_unit_may_be_said_in_either_language(unit):
    assert parse(BASE + block("pkh.max_decile", unit=f'"{unit}"')).rules(NOW)["PKH"].max_decile == 3


@pytest.mark.parametrize("lacking", ENTRY)
def test_every_word_of_a_value_is_required(lacking):
    assert f"pkh: max_decile has no {lacking}" in refused(BASE + block("pkh.max_decile", **{lacking: ""}))


def test_text_kept_by_the_application_need_not_say_start_and_unit():
    """Links, records and saved scenarios of before: what holds always was written without a start."""
    policy = parse(BASE + block("pkh.max_decile", start="", unit=""), kept=True)
    (_, _, (dated,)) = policy.values[0]
    assert (dated.start, dated.unit) == (None, FIELDS["max_decile"].unit)
    assert parse(to_toml(policy), policy.key) == policy, "written anew it says both"
    assert parse(to_toml(policy, brief=True), policy.key, kept=True) == policy


@settings(max_examples=40, deadline=None)
@given(rules(whole=False))
def test_what_is_written_can_be_read_by_the_strict_reader_and_brief_by_the_kept(values):
    policy = policy_of(values, DECLARED)
    assert parse(to_toml(policy), "") == policy == parse(to_toml(policy, brief=True), "", kept=True)


@pytest.mark.parametrize("start", ['"soon"', "20260101", "2026-01-01T00:00:00", "1999-12-31", "2101-01-01", "12:00:00"])
def test_start_is_a_day_of_this_century_or_always(start):
    assert "pkh: max_decile: start must be a date from 2000-01-01 to 2100-12-31" in refused(
        BASE + block("pkh.max_decile", start=start)
    )


@pytest.mark.parametrize("start", ["2026-01-01", '"2026-01-01"', '"always"'])
def test_start_may_be_a_day_or_always(start):
    assert parse(BASE + block("pkh.max_decile", start=start)).rules(NOW)["PKH"].max_decile == 3


HUGE = (
    "9000000000000000000",
    "9e18",
    "9" * 60,
    "-1",
    "-0.5",
    "nan",
    "inf",
    "-inf",
    "1e400",
    "0.5",
    "true",
    '"3"',
    "[]",
)


@pytest.mark.parametrize("value", HUGE)
@pytest.mark.parametrize("key", ["sembako.amounts", "sembako.quota", "sembako.budget_limit", "pkh.max_decile"])
def test_number_beyond_its_bounds_is_refused_with_them(key, value):
    assert f"{key.replace('.', ': ')} must be" in refused(BASE + block(key, value=value))


@pytest.mark.parametrize("value", HUGE)
@pytest.mark.parametrize("name", ["amounts", "quota", "budget_limit", "max_quarters", "take_up_share"])
def test_library_call_refuses_the_same_numbers(name, value):
    given = tomllib.loads(f"given = {value}")["given"]
    if name == "take_up_share" and given == 0.5:
        return
    with pytest.raises(InputError, match=f"sembako: {name} must be"):
        named(ENACTED).changed("SEMBAKO", name, given, "uji")


def test_a_whole_number_of_five_thousand_digits_is_told_by_its_size():
    with pytest.raises(
        InputError, match="must be at most 1,000,000,000 families or persons, got a number of 16610 bits"
    ):
        named(ENACTED).changed("PKH", "quota", 10**5_000, "uji")


def test_money_that_could_not_be_counted_exactly_is_an_error_and_never_negative():
    register = [Family(decile=1, sembako=1, weight=6_000_000), Family(decile=9, weight=90_000_000)]
    dear = named(ENACTED).changed("SEMBAKO", "amounts", 1_000_000_000, "uji")
    with pytest.raises(InputError, match="sembako: amounts must give less than 4,503,599,627,370,496 rupiah") as fault:
        simulate(cells_of(register), dear)
    assert fault.value.reasons
    bearable = named(ENACTED).changed("SEMBAKO", "amounts", 40_000_000, "uji")
    table = simulate(cells_of(register), bearable).table("nation").set_index("programme")
    assert table.loc["SEMBAKO", "rupiah_per_quarter"] == 6_000_000 * 40_000_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("value = {31 = 2}", 'line 3: the code 31 must stand in quotes: "31"'),
        ('value = {"11" = 2, 31=2}', 'the code 31 must stand in quotes: "31"'),
    ],
)
def test_code_of_a_province_must_stand_in_quotes(text, sentence):
    given = BASE + block("pkh.max_decile_by_province").replace("value = 3", text)
    assert sentence in refused(given) and sentence in refused(given, kept=True)


def test_code_of_a_kabupaten_must_stand_in_quotes():
    given = BASE + block("pkh.max_decile_by_kabupaten", value="{35.15 = 2, 35.78 = 3}")
    assert 'the code 35.15 must stand in quotes: "35.15"' in refused(given)
    assert 'the code 35.78 must stand in quotes: "35.78"' in refused(given)
    given = BASE + block("pkh.max_decile_by_kabupaten", value='{"35".15 = 2}')
    assert 'got 35.15 in two parts: write "35.15"' in refused(given)


def test_codes_in_texts_and_numbers_are_no_keys():
    text = BASE + 'note = """\n31 = 2\n35.15 = 3"""\n# 31 = 2\n' + block("pkh.take_up_share", value="0.25")
    assert parse(text).note == "31 = 2\n35.15 = 3"


def test_codes_of_no_area_are_refused_with_what_they_became():
    said = refused((CASES / "unknown_code.toml").read_text(encoding="utf-8"))
    assert "names 91.01, which is no code since 2022: Kabupaten Merauke is 93.01 Kabupaten Merauke now" in said
    assert "names 35.99, which is no Kemendagri code; nearest: 35.79 Kota Batu, 35.78 Kota Surabaya" in said
    with pytest.raises(InputError, match=r"names 99, which is no Kemendagri code; nearest: 96 Papua Barat Daya"):
        named(ENACTED).changed("PKH", "max_decile_by_province", {"99": 2}, "uji")
    with pytest.raises(InputError, match=r"pkh: quota names 92.71.* Kota Sorong is 96.71 Kota Sorong now"):
        named(ENACTED).changed("PKH", "quota", {"92.71": 2}, "uji")


def test_areas_of_the_simulator_are_those_of_the_map():
    ours = {code: name for code, name in areas.names().items() if len(code) == 5}
    table = regions.kabupaten()
    assert ours == dict(zip(table["kabupaten_code"], table["name"], strict=True))
    table = regions.provinces()
    provinces = {code: name for code, name in areas.names().items() if len(code) == 2}
    assert provinces == dict(zip(table["province_code"], table["name"], strict=True))


def test_former_codes_are_no_codes_now_and_became_areas_of_the_same_name():
    table = regions.kabupaten().set_index("kabupaten_code")
    assert regions.former() == {code: became.code for code, became in areas.former().items()}
    assert len(areas.former()) == 26 and not set(areas.former()) & set(areas.names())
    for code, became in areas.former().items():
        assert areas.names()[became.code] == became.name and code[:2] in ("91", "92")
        assert table.loc[became.code, "province_code"] == ("96" if code[:2] == "92" else became.code[:2])
        assert became.code[:2] in ("93", "94", "95", "96")


def test_name_with_a_line_break_is_refused():
    said = refused((CASES / "line_break.toml").read_text(encoding="utf-8"))
    assert "name must have no line breaks or control characters, got 'Desil 3\\n=HYPERLINK" in said


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x" * 101, "name must have at most 100 characters, got 101"),
        ("a\tb", "no line breaks or control characters"),
        ("a\u2028b", "no line breaks or control characters"),
        ("a\u202eb", "no line breaks or control characters"),
        (" ", "name must not be empty"),
    ],
)
def test_name_is_one_short_line_in_a_file_and_in_python(name, sentence):
    assert sentence in refused(BASE + f"name = {json.dumps(name)}\n")
    with pytest.raises(InputError, match=sentence):
        Policy(name)
    assert parse(BASE + f'name = "{"x" * 100}"').name == "x" * 100


def test_name_of_stacked_scenarios_stays_short():
    policy = Policy("x" * 90, baseline=named(ENACTED))
    assert stacked(Policy("y" * 90), policy).name == "x" * 90 + " + yyyyyy…"


@pytest.mark.parametrize("text", ["name = 3", "note = 3", "baseline = 3", "baseline = []", 'note = "a\\u0007b"'])
def test_head_of_another_kind_is_refused(text):
    assert refused(text)


@pytest.mark.parametrize("code", ["pbi", "sembako", "pkh", "PKH"])
@pytest.mark.parametrize("unit", ["family", "person", "pupil"])
def test_programme_of_the_register_cannot_be_declared_anew(code, unit):
    said = refused(BASE + f'[programme.{code}]\nunit = "{unit}"\n')
    assert f"programme.{code}: {code.upper()} is a programme of the register, counted by" in said


def test_declared_programme_keeps_its_baselines_unit():
    base = 'baseline = "sekolah_rakyat"\n[programme.sekolah_rakyat]\n'
    assert "the baseline counts it by pupil, got 'family'" in refused(base + 'unit = "family"\n')
    assert parse(base + 'unit = "pupil"\n').rules(NOW)["SEKOLAH_RAKYAT"].unit == "pupil"
    assert "is declared twice" in refused('[programme.a_b]\nunit = "family"\n[programme.A_B]\nunit = "pupil"\n')
    many = "".join(f'[programme.p{number}]\nunit = "family"\n' for number in range(11))
    assert "at most 10 programmes may be declared, got 11" in refused(many)


def test_exemption_given_as_a_text_is_refused_with_the_list():
    said = refused(BASE + block("pkh.cap_exempt", value='"elderly"'))
    assert "pkh: cap_exempt must be a list, such as [\"elderly\"], got the text 'elderly'" in said


def test_rule_that_starts_later_or_within_the_quarter_is_said():
    text = BASE + block("pkh.max_decile", start="2027-01-01") + block("sembako.max_decile", start="2026-02-01")
    outcome = simulate(cells_of([Family(decile=4, pkh=1, sembako=1)], NOW), parse(text))
    said = [str(notice) for notice in outcome.warnings if notice.code.startswith("starts")]
    assert said == [
        "pkh: max_decile starts on 2027-01-01, after the quarter: it does not hold yet",
        "sembako: max_decile starts on 2026-02-01, within the quarter: it holds from the next quarter",
    ]
    assert not [
        one for one in simulate(cells_of([Family()], NOW), named("batas_desil_3")).warnings if "starts" in one.code
    ]


@pytest.mark.parametrize(
    ("programme", "name", "value", "code"),
    [
        ("SEMBAKO", "amounts", 750, "amount_low"),
        ("SEMBAKO", "amounts", 0, "amount_low"),
        ("PKH", "amounts", {"pregnant": 750}, "amount_low"),
        ("SEMBAKO", "amounts", 3_000_001, "amount_high"),
        ("SEMBAKO", "quota", 15, "quota_low"),
        ("SEMBAKO", "quota", 900_000_000, "quota_high"),
        ("SEMBAKO", "budget_limit", 9, "budget_low"),
        ("SEMBAKO", "amounts", 120_000, None),
        ("SEMBAKO", "quota", 20_000_000, None),
    ],
)
def test_amounts_and_quotas_far_from_todays_are_warned_of(programme, name, value, code):
    paid = {"SEMBAKO": 600_000}
    cells = cells_of([Family(decile=1, sembako=1, weight=18_000_000, paid=paid), Family(decile=9)], NOW)
    outcome = simulate(cells, named(ENACTED).changed(programme, name, value, "uji"))
    assert [notice.code for notice in outcome.warnings] == ([code] if code else [])


def test_byte_order_mark_and_utf_16_are_read_and_other_encodings_named(tmp_path):
    text = 'name = "Bantuan é"\n' + BASE + block("pkh.max_decile")
    for number, encoding in enumerate(("utf-8", "utf-8-sig", "utf-16")):
        path = tmp_path / f"{number}.toml"
        path.write_bytes(text.encode(encoding))
        assert load(path).name == "Bantuan é", encoding
    assert parse("\ufeff" + text).name == "Bantuan é"
    (tmp_path / "latin.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match="must be text in UTF-8, got the byte 0xE9 on line 1; save it as UTF-8"):
        load(tmp_path / "latin.toml")


@pytest.mark.parametrize(
    "reference",
    ["../outside", "../outside.toml", "sub/inner", "/etc/passwd", "..", ".", "", ".hidden", "x" * 3_000, "a\\u0000b"],
)
def test_baseline_is_never_opened_elsewhere(tmp_path, reference):
    folder = tmp_path / "mine"
    (folder / "sub").mkdir(parents=True)
    for path in (tmp_path / "outside.toml", folder / "sub" / "inner.toml", folder / ".hidden"):
        path.write_text("secret = 1\n")
    (folder / "a.toml").write_text(f'baseline = "{reference}"\n')
    with pytest.raises(InputError, match="baseline: must be a file beside this one or one of keadaan") as fault:
        load(folder / "a.toml")
    assert "secret" not in str(fault.value)


def test_circle_of_baselines_is_said_once_with_its_names(tmp_path):
    for name, under in (("a", "b"), ("b", "c"), ("c", "b")):
        (tmp_path / f"{name}.toml").write_text(f'baseline = "{under}"\n')
    with pytest.raises(InputError) as fault:
        load(tmp_path / "a.toml")
    assert str(fault.value) == "baselines name each other in a circle: b → c → b"


def test_baselines_go_down_a_limited_number_of_steps(tmp_path):
    for number in range(40):
        (tmp_path / f"p{number}.toml").write_text(f'baseline = "p{number + 1}"\n')
    with pytest.raises(InputError, match="baselines must go at most 20 steps down"):
        load(tmp_path / "p0.toml")


def test_fault_of_a_baseline_names_the_baseline(tmp_path):
    (tmp_path / "a.toml").write_text('baseline = "b"\n')
    (tmp_path / "b.toml").write_text("wrong = 1\n")
    with pytest.raises(InputError, match="a: baseline: b: scenario: unknown key wrong"):
        load(tmp_path / "a.toml")


def test_what_came_is_shown_short_and_on_one_line():
    assert len(shown("x" * 10_000)) == 60 and shown(Word("plain")) == "plain" and "\n" not in shown("a\nb")


def test_every_reason_has_a_sentence_with_its_values():
    for code in TEXT:
        assert isinstance(reason(code), Reason)
    assert str(listed("x", [reason("name_empty", where="name")])) == "x: name must not be empty"


values = st.recursive(
    st.one_of(
        st.integers(),
        st.floats(),
        st.booleans(),
        st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
        st.sampled_from(["none", "quota", "all", "35", "35.15", "elderly", "aturan_berlaku", "always", "scenario"]),
        st.dates(),
        st.datetimes(),
        st.times(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["35", "35.15", "national", "elderly", "unit", "x", ""]), inner, max_size=3),
    ),
    max_leaves=5,
)
entries = st.dictionaries(st.sampled_from([*ENTRY, "x"]), values, max_size=6)
whole = st.fixed_dictionaries(
    {},
    optional={
        "name": values,
        "note": values,
        "baseline": st.one_of(st.sampled_from(available()), values),
        "programme": st.one_of(values, st.dictionaries(st.sampled_from(["pkh", "x1", "A b"]), values, max_size=2)),
        "pkh": st.one_of(values, st.dictionaries(st.sampled_from([*FIELDS]), st.one_of(values, st.lists(entries)))),
        "sembako": st.dictionaries(st.sampled_from([*FIELDS]), st.lists(entries, max_size=2), max_size=3),
        "x": values,
    },
)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and math.isfinite(value):
        return repr(value) if "." in repr(value) or "e" in repr(value) else f"{value!r}.0"
    return json.dumps(value) if isinstance(value, str) else str(value)


@settings(max_examples=300, deadline=None)
@given(whole, st.booleans())
def test_only_an_input_error_ever_comes_out_of_a_file(table, kept):
    text = "\n".join(f"{key} = {toml(value)}" for key, value in table.items())
    try:
        policy = parse(text, kept=kept)
        policy.rules(NOW)
    except InputError as fault:
        assert fault.reasons and len(str(fault)) < 20_000
    else:
        assert parse(to_toml(policy), policy.key) == policy


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_only_an_input_error_ever_comes_out_of_any_text(text):
    try:
        parse(text)
    except InputError as fault:
        assert fault.reasons


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_only_an_input_error_comes_out_of_a_damaged_policy(data):
    text = to_toml(named(data.draw(st.sampled_from(("lima_tahun_luas", "sekolah_rakyat", "aturan_berlaku")))))
    place = data.draw(st.integers(0, len(text) - 1))
    cut = data.draw(st.integers(0, 30))
    put = data.draw(st.text("[]{}=.\"'#\n0123456789eE_-+truefalsnia", max_size=6))
    try:
        parse(text[:place] + put + text[place + cut :])
    except InputError as fault:
        assert fault.reasons


def test_dated_value_in_python_is_as_in_a_file():
    with pytest.raises(InputError, match="source must not be empty"):
        Dated(3, "", "scenario", date(2026, 1, 1))
    assert units.usual("quota") == FIELDS["quota"].unit
