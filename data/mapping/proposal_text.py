"""A proposal as the text of a mapping file, with comments: TOML that is read again as it is proposed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from data.mapping.entries import Filling
from data.mapping.proposed import MISSING, Proposed, ProposedEntry
from data.mapping.transformations import MEMBER, ON_AID, usual

PARTS = {"member": "members", "spell": "spell", "disbursement": "disbursement"}
AID_PARTS = {"aid": "aid", "member_aid": "aid_of_members"}
PER_MEMBER = 'per = "member"  # members on it are counted, their amounts added up'
ROWS = {
    "row": "one row is {}",
    "member": "one row is a member of a family; families are counted from them",
    "aid": "one row is a family, with columns for each programme",
    "member_aid": "one row is a member, with columns for each programme; a family is on aid when a row of it says so",
    "spell": "one row is a time on one programme",
    "disbursement": "one row is one of several payments; those of the quarter are added up",
}
HEAD = """# A mapping: which of your columns fill which of the contract. Proposed by `tepat map`; read it line by line.
# `sure` says that the column is called so and its values can be read. Lines after # missing wait for you: name
# your column, or say a constant, such as pregnant = { value = 0 }. Then try it with `tepat map --try`.
# Reference: docs/mapping.md

# The largest share of a table's rows that may be set aside because a value cannot be read.
set_aside = 0.005
"""


def proposal_text(proposed: Sequence[ProposedEntry]) -> str:
    """The whole mapping file; a table that comes from several files has an entry for each."""
    tables = [one.entry.table for one in proposed]
    return HEAD + "".join(_entry(one, tables.count(one.entry.table) > 1) for one in proposed)


def _entry(proposed: ProposedEntry, is_one_of_many: bool) -> str:
    entry = proposed.entry
    table = entry.table
    lines = [
        "",
        f"# {ROWS[entry.kind].format(entry.contract.row)}.",
        *(f"# look at it: {doubt}" for doubt in proposed.doubts),
        f"[[{table}]]" if is_one_of_many else f"[{table}]",
    ]
    lines += [f"{key} = {_quoted(value)}" for key, value in vars(entry.origin).items() if value]
    for name, words in entry.only:
        kept = ", ".join(map(json.dumps, words))
        lines.append(f"only = {{ {json.dumps(name)} = [{kept}] }}  # rows with any other word are left out")
    readings = {column.name: usual(column)[0] for column in entry.contract.columns}
    lines += ["", f"[{table}.columns]", *_lines(proposed.columns, readings)]
    if proposed.details:
        usual_detail = {
            one: MEMBER[one][0] if one in MEMBER else "day" for one in (each.column for each in proposed.details)
        }
        lines += ["", f"[{table}.{PARTS[entry.kind]}]", *_lines(proposed.details, usual_detail)]
    by_member = {aid.programme for aid in entry.aid if aid.per_member}
    for programme, parts in proposed.aid:
        lines += ["", f"[{table}.{AID_PARTS[entry.kind]}.{programme}]"]
        lines += [PER_MEMBER] if programme in by_member else []
        lines += _lines(parts, {**readings, "on": ON_AID["on"][0]})
    return "\n".join(lines) + "\n"


def _lines(proposed: Sequence[Proposed], readings: dict[str, str]) -> list[str]:
    """A line for each column; what the contract does not need and nobody found is left out."""
    return [_line(one, readings[one.column]) for one in proposed if one.filling is not None or one.required]


def _line(one: Proposed, reading: str) -> str:
    if one.filling is None:
        return f'# {one.column} = ""  # {MISSING}: {one.why}'
    return f"{one.column} = {_filling(one.filling, reading)}  # {one.sure}: {one.why}"


def _filling(filling: Filling, reading: str) -> str:
    parts = []
    if len(filling.sources) > 1:
        parts.append(f"join = [{', '.join(map(_quoted, filling.sources))}]")
    else:
        parts.append(f"from = {_quoted(filling.sources[0])}")
    if filling.reading != reading:
        parts.append(f"as = {_quoted(filling.reading)}")
    if filling.empty is not None:
        parts.append(f"empty = {_quoted(filling.empty)}")
    if filling.times != 1:
        parts.append(f"times = {filling.times}")
    if filling.words:
        parts.append(f"words = {{ {', '.join(f'{_quoted(word)} = {_quoted(said)}' for word, said in filling.words)} }}")
    return _quoted(filling.sources[0]) if len(parts) == 1 and "join" not in parts[0] else f"{{ {', '.join(parts)} }}"


def _quoted(value: object) -> str:
    """A value of TOML; a JSON text is one of TOML's too."""
    return json.dumps(value, ensure_ascii=False)
