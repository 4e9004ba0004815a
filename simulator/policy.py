"""Policies as files: the ones that come with the application, a user's own, and back to text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from simulator.fields import Table, Value
from simulator.reading import read_policy
from simulator.rules import Dated, Declared, Policy, Rule, stacked
from terms import InputError

__all__ = [
    "CURRENT_STATE",
    "ENACTED",
    "Dated",
    "Declared",
    "Policy",
    "Rule",
    "available",
    "load",
    "named",
    "parse",
    "stacked",
    "to_toml",
]

FOLDER = Path(__file__).parent / "policies"
CURRENT_STATE = "keadaan_sekarang"
ENACTED = "aturan_berlaku"
MOST_BASELINES = 20


def available() -> tuple[str, ...]:
    """Names of the policies that come with the application, the two references first."""
    names = sorted(path.stem for path in FOLDER.glob("*.toml"))
    references = (CURRENT_STATE, ENACTED)
    return references + tuple(name for name in names if name not in references)


@lru_cache(maxsize=64)
def named(name: str) -> Policy:
    """A policy that comes with the application, by the stem of its file."""
    if name not in available():
        raise InputError(f"policy: no policy is called {name!r}; there are {', '.join(available())}")
    return parse((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), name)


def load(path: Path | str) -> Policy:
    """The policy in a file, or the one that comes with the application under that name."""
    path = Path(path)
    if not path.exists() and str(path) in available():
        return named(str(path))
    return _load(path, 0)


def parse(text: str, name: str = "scenario") -> Policy:
    """The policy that a TOML text describes; its baseline must be one that comes with the application."""
    return read_policy(text, name, named)


def to_toml(policy: Policy) -> str:
    """The policy as TOML; ``parse(to_toml(policy), policy.key)`` gives the same policy back."""
    head = [f"name = {_quoted(policy.name)}"]
    if policy.note:
        head.append(f"note = {_quoted(policy.note)}")
    if policy.baseline is not None:
        if not policy.baseline.key:
            raise InputError(f"{policy.name}: its baseline {policy.baseline.name!r} has no name to refer to")
        head.append(f"baseline = {_quoted(policy.baseline.key)}")
    blocks = ["\n".join(head)]
    blocks += [f"[programme.{one.code.lower()}]\nunit = {_quoted(one.unit)}" for one in policy.declared]
    blocks += [_block(code, name, one) for code, name, dated in policy.values for one in dated]
    return "\n\n".join(blocks) + "\n"


def _load(path: Path, depth: int) -> Policy:
    if depth > MOST_BASELINES:
        raise InputError(f"{path.name}: baselines name each other in a circle")

    def beside(reference: str) -> Policy:
        for candidate in (path.parent / reference, path.parent / f"{reference}.toml"):
            if candidate.is_file() and reference not in available():
                return _load(candidate, depth + 1)
        return named(reference)

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputError(
            f"{path}: there is no readable policy file, and no policy of that name among {', '.join(available())}"
        ) from None
    return read_policy(text, path.stem, beside)


def _block(code: str, name: str, dated: Dated) -> str:
    lines = [f"[[{code.lower()}.{name}]]", f"value = {_written(dated.value, name)}"]
    if dated.start is not None:
        lines.append(f"start = {dated.start.isoformat()}")
    if dated.unit:
        lines.append(f"unit = {_quoted(dated.unit)}")
    return "\n".join([*lines, f"status = {_quoted(dated.status)}", f"source = {_quoted(dated.source)}"])


def _written(value: Value | Table, name: str) -> str:
    if value is None:
        return '"none"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if not isinstance(value, tuple):
        return repr(value)
    if name == "cap_exempt":
        return f"[{', '.join(_quoted(str(item)) for item in value)}]"
    return f"{{{', '.join(f'{_quoted(str(key))} = {number}' for key, number in value)}}}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_safe(letter) for letter in escaped) + '"'


def _safe(letter: str) -> str:
    return f"\\u{ord(letter):04X}" if ord(letter) < 32 or ord(letter) == 127 else letter
