"""Policies as files: the ones that come with the application, a user's own (``finding``), and back to text."""

from __future__ import annotations

from simulator.policy import units
from simulator.policy.dated import Dated, Declared
from simulator.policy.fields import Table, Value, is_table
from simulator.policy.finding import CURRENT_STATE, ENACTED, available, load, named, parse, parse_table
from simulator.policy.reading_values import ALWAYS
from simulator.policy.rules import Policy, Rule, stacked
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
    "parse_table",
    "stacked",
    "to_toml",
]


def to_toml(policy: Policy, brief: bool = False) -> str:
    """The policy as TOML; ``parse(to_toml(policy), policy.key)`` gives the same policy back.

    ``brief`` leaves out the start of what holds always, as links do; such a text is read with ``kept``.
    """
    head = [f"name = {_quoted(policy.name)}"]
    if policy.note:
        head.append(f"note = {_quoted(policy.note)}")
    if policy.baseline is not None:
        if not policy.baseline.key:
            raise InputError(f"{policy.name}: its baseline {policy.baseline.name!r} has no name to refer to")
        head.append(f"baseline = {_quoted(policy.baseline.key)}")
    blocks = ["\n".join(head)]
    blocks += [f"[programme.{one.code.lower()}]\nunit = {_quoted(one.unit)}" for one in policy.declared]
    blocks += [_block(code, name, one, brief) for code, name, dated in policy.values for one in dated]
    return "\n\n".join(blocks) + "\n"


def _block(code: str, name: str, dated: Dated, brief: bool) -> str:
    lines = [f"[[{code.lower()}.{name}]]", f"value = {_written(dated.value, name)}"]
    if dated.start is not None:
        lines.append(f"start = {dated.start.isoformat()}")
    elif not brief:
        lines.append(f"start = {_quoted(ALWAYS)}")
    lines.append(f"unit = {_quoted(dated.unit or units.usual(name))}")
    return "\n".join([*lines, f"status = {_quoted(dated.status)}", f"source = {_quoted(dated.source)}"])


def _written(value: Value | Table, name: str) -> str:
    if value is None:
        return '"none"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if name == "cap_exempt" and isinstance(value, tuple):
        return f"[{', '.join(_quoted(str(item)) for item in value)}]"
    if is_table(value):
        return f"{{{', '.join(f'{_quoted(key)} = {number}' for key, number in value)}}}"
    return repr(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_safe(letter) for letter in escaped) + '"'


def _safe(letter: str) -> str:
    return f"\\u{ord(letter):04X}" if ord(letter) < 32 or ord(letter) == 127 else letter
