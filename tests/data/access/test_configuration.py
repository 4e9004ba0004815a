"""One checked file says how people sign in and what each may see; a slip in it is told and opens nothing."""

from __future__ import annotations

import pytest

from data.access import claims, configuration
from data.access.roles import Role
from data.store.scope import Scope
from terms import InputError

SIGN_IN = """[sign_in]
issuer = "https://sso.go.id/realms/pegawai"
server_metadata_url = "https://sso.go.id/realms/pegawai/.well-known/openid-configuration"
client_id = "tepat"
client_secret_file = "client-secret"
cookie_secret_file = "cookie-secret"
address = "https://tepat.go.id/tepat"
"""
PEOPLE = """
[[person]]
subject = "s-1"
role = "administrator"
areas = ["ID"]

[[person]]
email = "Sari@contoh.go.id"
role = "analyst"
areas = ["ID"]
sees_exact = true

[[person]]
group = "jatim"
role = "region"
areas = ["35", "51.71"]
"""
NOW = 1_800_000_000.0
SAID = {"iss": "https://sso.go.id/realms/pegawai", "aud": "tepat", "sub": "s-9", "iat": NOW - 60, "exp": NOW + 240}


@pytest.fixture
def write(tmp_path):
    (tmp_path / "client-secret").write_text("x")
    (tmp_path / "cookie-secret").write_text("0123456789abcdef" * 2)

    def written(text):
        file = tmp_path / "access.toml"
        file.write_text(text)
        return file

    return written


@pytest.fixture
def configured(write):
    return configuration.read(write(SIGN_IN + PEOPLE))


@pytest.mark.parametrize(
    ("said", "role", "scope", "exact", "above"),
    [
        ({"sub": "s-1"}, Role.ADMINISTRATOR, Scope.national(), False, True),
        ({"email": "sari@CONTOH.go.id", "email_verified": True}, Role.ANALYST, Scope.national(), True, True),
        ({"groups": ["lain", "jatim"]}, Role.REGION, Scope(("35",), ("51.71",)), False, False),
        ({"sub": "s-1", "groups": ["jatim"]}, Role.ADMINISTRATOR, Scope.national(), False, True),
    ],
    ids=["subject", "email", "group", "the first that fits"],
)
def test_person_gets_what_the_first_entry_that_fits_gives(configured, said, role, scope, exact, above):
    found = claims.given({**SAID, **said}, configured)
    assert (found.role, found.scope, found.sees_exact, found.sees_above) == (role, scope, exact, above)
    assert found.who == said.get("sub", "s-9")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"sub": "s-10"},
        {"email": "sari@contoh.go.id"},
        {"email": "sari@contoh.go.id", "email_verified": "true"},
        {"email": "sari@contoh.go.id", "email_verified": False},
        {"groups": "jatim"},
        {"groups": ["JATIM"]},
        {"name": "s-1", "preferred_username": "s-1"},
    ],
)
def test_whom_no_entry_fits_gets_nothing(configured, said):
    assert claims.given({**SAID, **said}, configured) is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, ""),
        ({"aud": ["tepat", "lain"], "azp": "tepat"}, ""),
        ({"iss": "https://sso.go.id/realms/lain"}, "issuer"),
        ({"aud": "lain"}, "audience"),
        ({"aud": ["lain"], "azp": "tepat"}, "audience"),
        ({"aud": ["tepat", "lain"], "azp": "lain"}, "audience"),
        ({"aud": None}, "audience"),
        ({"sub": ""}, "subject"),
        ({"sub": 7}, "subject"),
        ({"iat": None}, "time"),
        ({"iat": True}, "time"),
        ({"iat": NOW + 3600}, "time"),
        ({"iat": NOW - 8 * 3600 - 1}, "time"),
        ({"exp": NOW - claims.LEEWAY - 1}, "time"),
    ],
)
def test_identity_is_believed_only_from_the_issuer_for_us_and_of_now(configured, said, why):
    assert claims.fault({**SAID, **said}, configured.sign_in, NOW, is_new=True) == why


def test_token_may_run_out_while_its_sign_in_lasts(configured):
    later = NOW + 3600
    assert claims.fault(SAID, configured.sign_in, later, is_new=True) == "time"
    assert claims.fault(SAID, configured.sign_in, later) == ""


def test_two_sign_ins_of_one_person_are_two_and_what_streamlit_adds_is_none(configured):
    first = claims.key_of(SAID | {"nonce": "a"})
    assert first != claims.key_of(SAID | {"nonce": "b"})
    assert first == claims.key_of(SAID | {"nonce": "a", "origin": "x", "is_logged_in": True, "tokens": {}})


@pytest.mark.parametrize(
    ("more", "is_void"),
    [
        ('subject = "s-9"', True),
        ('subject = "s-8"', False),
        ('subject = "s-9"\nbefore = 2020-01-01T00:00:00+07:00', False),
        ('subject = "s-9"\nbefore = 2100-01-01T00:00:00+07:00', True),
    ],
)
def test_revoked_person_is_void_until_the_moment_said(write, more, is_void):
    assert claims.is_revoked(SAID, configuration.read(write(f"{SIGN_IN}{PEOPLE}\n[[revoked]]\n{more}\n"))) is is_void


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('role = "region"', 'role = "boss"', "person.3.role: 'boss' is not one of"),
        ('areas = ["35", "51.71"]', 'areas = ["ID"]', "person.3.areas: a region sees provinces or kabupaten, got ID"),
        ('areas = ["35", "51.71"]', "areas = []", "person.3.areas"),
        ('areas = ["35", "51.71"]', 'areas = ["35.99"]', "person.3.areas: .*35.99"),
        ('areas = ["35", "51.71"]', 'areas = ["semua"]', "person.3.areas.1"),
        ('group = "jatim"', 'group = "jatim"\nsubject = "s-2"', "person.3: "),
        ('group = "jatim"', 'groups = "jatim"', "person.3: "),
        ("sees_exact = true", 'sees_exact = "ya"', "person.2.sees_exact"),
        ('role = "administrator"', 'role = "administrator"\nsees_exact = true', "exact cells are for analysts"),
        ('address = "https://tepat.go.id/tepat"', 'address = "http://tepat.go.id"', "address: must be https"),
        ('issuer = "https://sso', 'issuer = "http://sso', "issuer: must be https"),
        ('client_id = "tepat"\n', "", "sign_in: 'client_id' is a required property"),
        ('client_id = "tepat"', 'client_id = "tepat"\nhours = 100', "sign_in.hours"),
        ('"cookie-secret"', '"client-secret"', "cookie_secret_file: .* must hold at least 32 characters, got 1"),
        ('"cookie-secret"', '"none"', "cookie_secret_file: .*none cannot be read"),
        ("[sign_in]", "[sign_in", "must be TOML"),
    ],
)
def test_slip_in_the_file_is_told_with_its_place(write, before, after, told):
    text = SIGN_IN + PEOPLE
    assert before in text
    with pytest.raises(InputError, match=told):
        configuration.read(write(text.replace(before, after)))


def test_moment_of_revoking_must_say_its_zone(write):
    text = f'{SIGN_IN}{PEOPLE}\n[[revoked]]\nsubject = "s-9"\nbefore = 2026-01-01T00:00:00\n'
    with pytest.raises(InputError, match="must say its zone"):
        configuration.read(write(text))


def test_changed_file_holds_at_the_next_look(write, configured):
    assert len(configured.grants) == 3
    changed = configuration.read(write(SIGN_IN + PEOPLE.split("\n\n")[0] + "\n"))
    assert len(changed.grants) == 1
