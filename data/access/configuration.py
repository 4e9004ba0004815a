"""The one file that says how people sign in and what each may see, checked against ``schema.json``."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema

from data.access.local import is_loopback
from data.access.roles import Role
from data.store.scope import Scope
from geo import regions
from terms import NATION, InputError

SCHEMA = Path(__file__).parent / "schema.json"
CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32
#: By what a person is known, the surest first.
BY = ("subject", "email", "group")


@dataclass(frozen=True)
class SignIn:
    """The provider, this application as it knows it, and how long a sign-in and an idle one last (seconds)."""

    issuer: str
    metadata_url: str
    client_id: str
    client_secret: str
    cookie_secret: str
    address: str
    groups_claim: str
    lasts: float
    idle: float

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https://")


@dataclass(frozen=True)
class Grant:
    """What is given to whom: ``by`` is subject, email or group, ``value`` which one."""

    by: str
    value: str
    role: Role
    scope: Scope
    sees_exact: bool
    sees_above: bool


@dataclass(frozen=True)
class Revoked:
    """A person whose sign-ins before a moment are void; all of them without one."""

    by: str
    value: str
    before: datetime | None


@dataclass(frozen=True)
class Configuration:
    """The whole file."""

    sign_in: SignIn
    grants: tuple[Grant, ...]
    revoked: tuple[Revoked, ...]


def read(path: Path) -> Configuration:
    """The configuration in a file, as it is now; InputError says what is wrong with it and where."""
    try:
        state = path.stat()
    except OSError as fault:
        raise InputError(f"access: {path} cannot be read: {fault.strerror}") from None
    return _read(path, state.st_mtime_ns, state.st_size)


@cache
def _read(path: Path, _changed: int, _size: int) -> Configuration:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise InputError(f"access: {path} must be TOML: {fault}") from None
    content = _told_as_text(content)
    wrong = jsonschema.exceptions.best_match(_validator().iter_errors(content))
    if wrong is not None:
        raise InputError(f"access: {path}, {_place(wrong)}: {wrong.message}")
    grants = tuple(_grant(path, number, one) for number, one in enumerate(content["person"], 1))
    revoked = tuple(_revoked(path, one) for one in content.get("revoked", []))
    return Configuration(_sign_in(path, content["sign_in"]), grants, revoked)


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _told_as_text(content: Any) -> Any:
    """TOML's moments as the text that the schema knows."""
    if isinstance(content, Mapping):
        return {name: _told_as_text(one) for name, one in content.items()}
    if isinstance(content, list):
        return [_told_as_text(one) for one in content]
    return content.isoformat() if isinstance(content, datetime) else content


def _place(fault: jsonschema.ValidationError) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in fault.absolute_path) or "the file"


def _sign_in(path: Path, content: Mapping[str, Any]) -> SignIn:
    for name in ("issuer", "server_metadata_url", "address"):
        found = urlsplit(content[name])
        if found.scheme != "https" and not is_loopback(found.hostname):
            told = f"must be https unless it is localhost, got {content[name]}"
            raise InputError(f"access: {path}, sign_in.{name}: {told}")
    return SignIn(
        issuer=content["issuer"],
        metadata_url=content["server_metadata_url"],
        client_id=content["client_id"],
        client_secret=_secret(path, "client_secret_file", content, 1),
        cookie_secret=_secret(path, "cookie_secret_file", content, SHORTEST_SECRET),
        address=content["address"],
        groups_claim=content.get("groups_claim", "groups"),
        lasts=content.get("hours", 8) * 3600,
        idle=content.get("idle_minutes", 30) * 60,
    )


def _secret(path: Path, name: str, content: Mapping[str, Any], shortest: int) -> str:
    """A secret from its own file, which a path from the configuration's folder may name."""
    file = path.parent / content[name]
    try:
        found = file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as fault:
        raise InputError(f"access: {path}, sign_in.{name}: {file} cannot be read: {fault}") from None
    if len(found) < shortest:
        told = f"{file} must hold at least {shortest} characters, got {len(found)}"
        raise InputError(f"access: {path}, sign_in.{name}: {told}")
    return found


def _grant(path: Path, number: int, content: Mapping[str, Any]) -> Grant:
    by = next(name for name in BY if name in content)
    role, codes, exact = Role(content["role"]), content["areas"], content.get("sees_exact", False)
    where = f"access: {path}, person.{number}"
    if role is Role.REGION and NATION in codes:
        raise InputError(f"{where}.areas: a region sees provinces or kabupaten, got {NATION}")
    if NATION in codes and len(codes) > 1:
        raise InputError(f"{where}.areas: {NATION} is the whole nation and stands alone, got {', '.join(codes)}")
    if exact and role is not Role.ANALYST:
        raise InputError(f"{where}.sees_exact: exact cells are for analysts, got {role}")
    return Grant(by, content[by], role, _scope(where, codes), exact, content.get("sees_above", NATION in codes))


def _scope(where: str, codes: list[str]) -> Scope:
    if codes == [NATION]:
        return Scope.national()
    for code in codes:
        try:
            regions.name(code)
        except InputError as fault:
            raise InputError(f"{where}.areas: {fault}") from None
    return Scope(
        tuple(sorted({code for code in codes if "." not in code})),
        tuple(sorted({code for code in codes if "." in code})),
    )


def _revoked(path: Path, content: Mapping[str, Any]) -> Revoked:
    by = next(name for name in BY if name in content)
    before = datetime.fromisoformat(content["before"]) if "before" in content else None
    if before is not None and before.tzinfo is None:
        told = f"must say its zone, as in 2026-11-27T10:00:00+07:00, got {content['before']}"
        raise InputError(f"access: {path}, revoked.before: {told}")
    return Revoked(by, content[by], before)
