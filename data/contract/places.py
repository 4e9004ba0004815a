"""Tables of the store about places and what empowerment programmes did."""

from __future__ import annotations

from data.contract.columns import BuiltTable, _code, _count, _flag, _quarter
from data.contract.values import EMPOWERMENT_OUTCOMES, PILLARS, PROGRAMMES

QUOTA = BuiltTable(
    "quota",
    "the places of one programme in one kabupaten",
    (
        _quarter(source="quotas"),
        _code("kabupaten_code", "35.15 …", "kabupaten/kota, Kemendagri code", "quotas"),
        _code("programme", (*PROGRAMMES, "declared in a policy file"), "programme of aid", "quotas"),
        _count("quota", "families (PBI: persons)", "places in the quarter", "quotas", "BIGINT"),
    ),
)


_LEFT = "exits, families, payments"


RELAPSE = BuiltTable(
    "relapse",
    "one group of families who graduated from a programme one to four quarters ago, by what became of them since",
    (
        _quarter("quarter up to which they were followed"),
        _code("quarter_graduated", "2025Q4 …", "quarter in which they left the programme", "exits", "quarter"),
        _code("kabupaten_code", "35.15 …", "where they were in the quarter before they left", _LEFT),
        _code("programme", ("PKH", "SEMBAKO"), "programme of aid that they graduated from", "exits"),
        _flag("poor_then", "in decile 1 to 4 in the quarter in which they graduated", "families"),
        _flag("poor_since", "in decile 1 to 4 in some quarter since", "families"),
        _flag("back_on_aid", "on PKH or Sembako in some quarter since, and not on it when they graduated", "payments"),
        _count("families", "families", "families", _LEFT, "BIGINT"),
    ),
)


_EMPOWERED = "empowerment, families, payments, exits"


EMPOWERMENT = BuiltTable(
    "empowerment",
    "one group of families in an empowerment programme that are alike in place, outcome and aid",
    (
        _quarter(source="empowerment"),
        _code("kabupaten_code", "35.15 …, or empty", "where registered or paid; empty = known to neither", _EMPOWERED),
        _code("pillar", PILLARS, "ability, asset or accessibility", "empowerment"),
        _code("programme", "for example PENA", "empowerment programme", "empowerment"),
        _code("outcome", EMPOWERMENT_OUTCOMES, "what became of it in the quarter", "empowerment"),
        _flag("on_pkh", "on PKH in the quarter, or left it in the quarter", _EMPOWERED),
        _flag("on_sembako", "the same of Sembako", _EMPOWERED),
        _flag("on_pbi", "the same of PBI", _EMPOWERED),
        _count("families", "families", "families; one in two programmes counts twice", _EMPOWERED, "BIGINT"),
    ),
)
