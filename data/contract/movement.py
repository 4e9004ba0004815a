"""Tables of the store about movement: the ledger, decile to decile, spells."""

from __future__ import annotations

from data.contract.columns import (
    _AIDED_PERSONS,
    _FAMILIES,
    _KABUPATEN,
    _MANY_FAMILIES,
    _PAYMENTS,
    _PROGRAMME,
    BuiltTable,
    Column,
    _code,
    _count,
    _decile,
    _flag,
    _quarter,
)
from data.contract.values import EXIT_REASONS

FLOWS = ("opening", "entered", "moved_in", "exited", "moved_out", "closing")


ENTRY_REASONS = ("first_time", "returned", "more_members")


MOVE_REASONS = ("within_province", "other_province")


REASONS = (*ENTRY_REASONS, *EXIT_REASONS, "fewer_members", "unknown", *MOVE_REASONS)


MOVEMENT = BuiltTable(
    "movement",
    "one flow of one programme in one kabupaten, by reason; at the first snapshot closing alone",
    (
        _quarter("quarter in which the flow ends"),
        _KABUPATEN,
        _PROGRAMME,
        _code("flow", FLOWS, "opening + entered + moved_in − exited − moved_out = closing", _PAYMENTS),
        _code(
            "reason",
            (*REASONS, "empty"),
            "why families entered or exited; how far they moved",
            "exits, families, payments",
        ),
        _flag("given", "the reason was given by the programme, not derived", "exits"),
        _MANY_FAMILIES,
        _AIDED_PERSONS,
    ),
)


DECILE_FLOW = BuiltTable(
    "decile_flow",
    "one group of families by decile one to four quarters ago and now",
    (
        _quarter("quarter in which the step ends"),
        _code("quarter_before", "2025Q4 …", "quarter in which the step begins", _FAMILIES, "quarter"),
        _code("kabupaten_code", "35.15 …", "where the families are now, or were last", _FAMILIES),
        _decile("decile_before", "-1 to 10", "decile then; -1 = not in the register"),
        _decile("decile_after", "-1 to 10", "decile now; -1 = not in the register"),
        _flag("on_aid_before", "on PKH or Sembako then", _PAYMENTS),
        _flag("on_aid_after", "on PKH or Sembako now", _PAYMENTS),
        _flag("verified", "verified in the field since then", _FAMILIES),
        _MANY_FAMILIES,
        _count("persons", "persons", "members now, or when last in the register", _FAMILIES, "BIGINT"),
    ),
)


SPELL = BuiltTable(
    "spell",
    "one group of spells on one programme, ended in the quarter or still running at its snapshot",
    (
        _quarter("quarter of the exit, or of the snapshot for spells that still run"),
        _PROGRAMME,
        _code("province_code", "35 …", "province, Kemendagri code", "families, payments"),
        Column(
            "family_type", "TINYINT", "sum of traits", "-1 to 31", "as in cell; -1 = not in the register", _FAMILIES
        ),
        Column(
            "entry",
            "SMALLINT",
            "quarters",
            "0 to stop",
            "quarters completed before the first snapshot saw the spell (left truncation)",
            _PAYMENTS,
        ),
        Column(
            "stop",
            "SMALLINT",
            "quarters",
            "at least entry",
            "quarters completed whose end was seen; at risk for quarters t with entry < t ≤ stop",
            _PAYMENTS,
        ),
        _code("cause", (*EXIT_REASONS, "unknown", "empty"), "reason of exit; empty = still on aid", "exits, families"),
        _MANY_FAMILIES,
    ),
)
