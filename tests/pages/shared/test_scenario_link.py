"""A scenario in the address: everything a policy can say comes back, everything else is refused with a sentence."""

from __future__ import annotations

import base64
import re
import tomllib
import zlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.keep import fingerprint
from data.keep.scenarios import Saved
from pages.cached import keeping
from simulator.cells import COMPONENTS
from simulator.policy import areas, link, units
from simulator.policy.dated import STATUSES
from simulator.policy.fields import EXEMPTIONS, FIELDS
from simulator.policy.files import Dated, Declared, Policy, available, named, parse, to_toml
from simulator.policy.limits import MOST_BYTES
from simulator.policy.texts import name_faults
from terms import PBI, PKH, SEMBAKO, InputError

SCHOOL = "SEKOLAH_RAKYAT"
UNITS = {PKH: "family", SEMBAKO: "family", PBI: "person"}
CODES = (PKH, SEMBAKO, PBI, SCHOOL)
ENACTED = named("aturan_berlaku")

deciles, amounts, shares = st.integers(0, 10), st.integers(0, 10**9), st.floats(0, 1)
provinces = st.sampled_from(sorted(code for code in areas.names() if len(code) == 2))
kabupaten = st.sampled_from(sorted(code for code in areas.names() if len(code) == 5))
caps = st.one_of(st.just("none"), st.integers(1, 24), st.sampled_from(range(28, 73, 4)))
quotas = st.one_of(
    st.just("none"),
    amounts,
    st.dictionaries(kabupaten, st.integers(0, 10**6), min_size=1, max_size=30),
    st.dictionaries(kabupaten, st.integers(0, 10**6), max_size=30).map(lambda table: {**table, "national": 10**9}),
)
GIVEN = {
    "max_decile": deciles,
    "max_decile_by_province": st.dictionaries(provinces, deciles, max_size=38),
    "max_decile_by_kabupaten": st.dictionaries(kabupaten, deciles, max_size=30),
    "needs_component": st.booleans(),
    "amounts": amounts,
    "max_persons": st.just(4),
    "quota": quotas,
    "max_quarters": caps,
    "cap_exempt": st.lists(st.sampled_from(EXEMPTIONS), unique=True),
    "cap_clock": st.sampled_from(["programme", "any"]),
    "cap_mode": st.sampled_from(["stop", "assess"]),
    "cap_keep_share": shares,
    "crossing_mode": st.sampled_from(["stop", "suspend"]),
    "crossing_keep_share": shares,
    "admission": st.sampled_from(["none", "quota", "all"]),
    "take_up_share": shares,
    "filling_order": st.just("decile"),
    "budget_limit": st.one_of(st.just("none"), amounts),
}
components = st.dictionaries(st.sampled_from(COMPONENTS), amounts, min_size=1)
letters = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\u202a\u202b\u202c\u202d\u202e"
)
words = st.text(letters, min_size=1, max_size=40).filter(lambda text: text.strip() and not name_faults("name", text))
starts = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))


@st.composite
def dated_values(draw, code, name):
    """Up to three values of a field from different days, as a file gives them: sorted by their first day."""
    given_values = components if (code, name) == (PKH, "amounts") else GIVEN[name]
    entries = {}
    for start in draw(st.lists(starts, min_size=1, max_size=3, unique=True)):
        value = FIELDS[name].read(draw(given_values), code)
        unit = draw(st.sampled_from(units.allowed(name, code, UNITS.get(code, "pupil"))))
        entries[start] = Dated(value, draw(words), draw(st.sampled_from(STATUSES)), start, unit)
    return tuple(sorted(entries.values(), key=lambda one: one.first_day))


@st.composite
def policies(draw):
    chosen = draw(st.sets(st.tuples(st.sampled_from(CODES), st.sampled_from(sorted(FIELDS))), max_size=12))
    declared = ()
    if any(code == SCHOOL for code, _ in chosen):
        chosen |= {(SCHOOL, "max_decile"), (SCHOOL, "amounts")}
        declared = (Declared(SCHOOL, "pupil"),)
    values = tuple((code, name, draw(dated_values(code, name))) for code, name in sorted(chosen))
    policy = Policy(draw(words), values, declared, ENACTED, "scenario", draw(st.just("") | words))
    assume(not any(policy.faults_on(day) for day in (date(2040, 1, 2),)))
    return policy


@settings(max_examples=150, deadline=None)
@given(policies())
def test_every_policy_comes_back_from_its_link(policy):
    word = link.encode(policy)
    assert link.decode(word) == policy
    assert re.fullmatch(r"1\.[A-Za-z0-9_-]+", word), "an address needs no escapes for it"


@pytest.mark.parametrize("code", CODES[:3])
@pytest.mark.parametrize("name", sorted(FIELDS))
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_every_field_of_a_rule_comes_back_alone(code, name, data):
    value = data.draw(components if (code, name) == (PKH, "amounts") else GIVEN[name])
    policy = replace(ENACTED, key="scenario", name="Satu", values=(), note="", baseline=ENACTED)
    policy = policy.changed(code, "cap_clock", "any", "uji").changed(code, "cap_keep_share", 0.25, "uji")
    policy = policy.changed(code, "quota", {"11.01": 7, "national": 10**9}, "uji").changed(code, name, value, "uji")
    assume(not policy.faults_on(date(2026, 1, 1)))
    read = link.decode(link.encode(policy))
    assert read == replace(policy, key="scenario")  # a changed policy has no file name of its own
    assert read.in_force(code, name, date(2026, 1, 1)) == policy.in_force(code, name, date(2026, 1, 1))


@pytest.mark.parametrize("name", available())
def test_every_policy_that_comes_along_fits_into_an_address(name):
    policy = named(name)
    assert link.decode(link.encode(policy)) == replace(policy, key="scenario")


def test_scenario_of_two_sliders_stays_short():
    policy = Policy("Skenario", baseline=ENACTED, key="scenario")
    policy = policy.changed(PKH, "max_decile", 3, "Skenario pengguna")
    policy = policy.changed(SEMBAKO, "max_quarters", 20, "Skenario pengguna")
    assert len(link.encode(policy)) < 120


def test_scenario_too_long_for_an_address_is_sent_to_a_file():
    policy = Policy("Panjang", baseline=ENACTED, key="scenario")
    codes = [code for code in areas.names() if len(code) == 5]
    for power, programme in enumerate((PKH, SEMBAKO, PBI), 3):
        places = {code: int(code.replace(".", "")) ** power % 99_999_989 for code in codes}
        policy = policy.changed(programme, "quota", places, "uji")
    with pytest.raises(InputError, match=r"must fit into 6,000 characters, got .*; download it as a file"):
        link.encode(policy)


def test_baseline_of_somebody_else_cannot_go_into_a_link():
    own = Policy("Milik saya", baseline=ENACTED, key="milik_saya")
    with pytest.raises(InputError, match=r"the baseline must be one of keadaan_sekarang.*, got 'Milik saya'"):
        link.encode(Policy("Di atasnya", baseline=own))


WORD = link.encode(named("lima_tahun_sempit"))


@given(st.integers(2, len(WORD) - 1), st.sampled_from("ABCxyz019-_"))
def test_link_with_one_wrong_letter_is_refused_or_the_same(place, letter):
    """The last letter holds bits that nothing reads; everything else is under the checksum."""
    damaged = WORD[:place] + letter + WORD[place + 1 :]
    try:
        read = link.decode(damaged)
    except InputError as fault:
        assert "damaged or cut off" in str(fault)
    else:
        assert read == link.decode(WORD)
        assert damaged == WORD or place == len(WORD) - 1


@given(st.integers(3, len(WORD) - 1))
def test_link_that_was_cut_off_is_refused(length):
    with pytest.raises(InputError, match="damaged or cut off"):
        link.decode(WORD[:length])


@settings(max_examples=300)
@given(st.text(max_size=60) | st.from_regex(r"[0-2]\.[A-Za-z0-9_-]{1,60}", fullmatch=True))
def test_any_text_is_refused_with_a_sentence(text):
    with pytest.raises(InputError, match=r"^link: the scenario "):
        link.decode(text)


def test_link_of_another_version_is_named():
    with pytest.raises(InputError, match="must be of version 1, got version 2"):
        link.decode("2" + WORD[1:])


def packed(content: bytes) -> str:
    press = zlib.compressobj(9, zdict=link._COMMON)
    return "1." + base64.urlsafe_b64encode(press.compress(content) + press.flush()).decode().rstrip("=")


def test_link_that_would_unfold_without_end_is_refused():
    bomb = packed(b"#" * 3_000_000)
    assert len(bomb) < link.LONGEST
    with pytest.raises(InputError, match="damaged or cut off"):
        link.decode(bomb)


class Counted:
    """A zlib decompressor that counts the bytes it gives."""

    def __init__(self, inner, given):
        self.inner, self.given = inner, given

    def decompress(self, *asked):
        self.given.append(len(self.inner.decompress(*asked)))
        raise zlib.error("counted")


def test_bomb_is_unpacked_no_further_than_a_scenario_may_be_long(monkeypatch):
    bomb, given, real = packed(b"#" * 3_500_000), [], zlib.decompressobj
    monkeypatch.setattr(zlib, "decompressobj", lambda **asked: Counted(real(**asked), given))
    with pytest.raises(InputError, match="damaged or cut off"):
        link.decode(bomb)
    assert given == [MOST_BYTES]


SHORT_BOMBS = {
    "brackets": (b"a = " + b"[" * 20_000, "brackets must be nested at most 8 deep"),
    "dots": (b"a" + b".a" * 32_000 + b" = 1", "a key must have at most 6 parts joined by dots"),
    "digits": (b"[[pkh.quota]]\nvalue = " + b"9" * 5_000, "must have at most 64 characters, got 5,000"),
    "texts": (b'name = "' + b"x" * 60_000 + b'"', "must have at most 4,000 characters"),
    "keys": (b"a = 1\n" * 6_000, "must have at most 5,000 keys"),
}


@pytest.mark.parametrize("bomb", SHORT_BOMBS)
def test_short_link_with_much_work_in_it_is_never_parsed_and_is_remembered(bomb, monkeypatch):
    content, sentence = SHORT_BOMBS[bomb]
    word, parsed, read = packed(content), [], []
    assert len(word) < link.LONGEST
    monkeypatch.setattr(tomllib, "loads", lambda text: parsed.append(text) or {})
    once = link.parse
    monkeypatch.setattr(link, "parse", lambda *given, **more: read.append(given) or once(*given, **more))
    faults = []
    for _ in range(5):
        with pytest.raises(InputError, match=sentence) as fault:
            link.decode(word)
        faults.append(fault.value)
    assert parsed == [] and len(read) == 1, "its reasons are remembered"
    assert len(set(map(id, faults))) == 5 and all(one.reasons for one in faults)


def test_remembered_links_are_limited_and_too_long_ones_are_not_remembered():
    before = link._remembered.cache_info()
    with pytest.raises(InputError, match="at most 6,000 characters"):
        link.decode("1." + "A" * 7_000)
    after = link._remembered.cache_info()
    assert (after.misses, after.maxsize) == (before.misses, link.MOST_REMEMBERED)


def test_link_without_start_and_unit_is_read_as_the_application_meant_it():
    """Every link of before: a value that holds always has no start in it."""
    (_, _, (dated,)) = link.decode(FIRST).values[0]
    assert (dated.start, dated.unit, dated.value) == (None, "decile, inclusive", 3)
    bare = b'baseline = "aturan_berlaku"\n[[pkh.max_decile]]\nvalue = 3\nstatus = "scenario"\nsource = "x"\n'
    (_, _, (dated,)) = link.decode(packed(bare)).values[0]
    assert (dated.start, dated.unit) == (None, "decile, inclusive")


def test_link_that_is_made_is_the_one_that_was_made_before():
    """Bookmarks and the words of saved scenarios are compared letter by letter."""
    assert link.encode(link.decode(FIRST)) == FIRST


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        (b"\xff\xfe", "damaged or cut off"),
        (b"not = = toml", "scenario: not valid TOML"),
        (b'baseline = "punya_orang"', "no policy is called 'punya_orang'"),
        (b'baseline = "aturan_berlaku"\n[[pkh.max_desil]]\nvalue = 3', "unknown key max_desil"),
        (b'name = "Desil 3\\n=HYPERLINK(1)"', "name must have no line breaks or control characters"),
        (b'[[sembako.amounts]]\nvalue = 1\nunit = "rupiah per bulan"', "give three months together"),
        (b'[programme.pbi]\nunit = "family"', "PBI is a programme of the register"),
        (b'[[pkh.max_decile_by_kabupaten]]\nvalue = {"91.01" = 2}', "Kabupaten Merauke is 93.01"),
    ],
)
def test_scenario_in_a_link_is_checked_like_a_file(toml, fault):
    with pytest.raises(InputError, match=fault):
        link.decode(packed(toml))


def test_link_made_by_the_first_version_is_still_read():
    """A link in a memo of last year: it may only break together with the version."""
    policy = link.decode(FIRST)
    assert to_toml(policy) == to_toml(parse(FIRST_TOML, kept=True))


FIRST_TOML = """name = "Memo"
baseline = "aturan_berlaku"

[[pkh.max_decile]]
value = 3
unit = "decile, inclusive"
status = "scenario"
source = "Rapat 2 Maret 2026"
"""
FIRST = "1.ePnDcrSeg3nfNzUXKEHI67hcYEy-C4ISgQWqgpGCLzCSS8DZV4kLAHfjMCs"


def test_scenario_saved_before_units_and_starts_were_asked_for_still_opens():
    saved = Saved(1, "lokal", "Memo", FIRST_TOML, "", "", "", "")
    assert keeping.policy_of(saved) == link.decode(FIRST)
    assert fingerprint.policy_of(FIRST_TOML) == link.decode(FIRST), "and a record of it is verified"
    with pytest.raises(InputError, match="pkh: max_decile has no start"):
        parse(FIRST_TOML)
