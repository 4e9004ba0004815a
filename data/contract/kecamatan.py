"""Tables of the store by kecamatan: counts of families, recipients and waiting proposals, for an area's own page.

A kecamatan whose code ends in 00 stands for what is known by kabupaten alone, as of files with codes of BPS.
"""

from __future__ import annotations

from data.contract.columns import (
    _FAMILIES,
    _KABUPATEN,
    _PAYMENTS,
    _PROGRAMME,
    BuiltTable,
    _code,
    _count,
    _decile,
    _flag,
    _quarter,
)

_ALLOWED = "35.15.01 …; 35.15.00 = kecamatan not known"


KECAMATAN_REGISTER = BuiltTable(
    "kecamatan_register",
    "one decile of the families of a kecamatan, by whether they were verified within a year",
    (
        _quarter(),
        _KABUPATEN,
        _code("kecamatan_code", _ALLOWED, "where registered", _FAMILIES),
        _decile("decile", "0 to 10", "national welfare decile; 0 = not ranked"),
        _flag("verified_within_year", "verified in the field in this quarter or the three before", _FAMILIES),
        _count("families", "families", "families", _FAMILIES),
    ),
)


KECAMATAN_RECIPIENT = BuiltTable(
    "kecamatan_recipient",
    "one programme in one kecamatan: who is on it, payments to families outside the register included",
    (
        _quarter(source=_PAYMENTS),
        _KABUPATEN,
        _code("kecamatan_code", _ALLOWED, "where registered; where paid, if not registered", "families, payments"),
        _PROGRAMME,
        _count("families", "families", "families", "families, payments"),
        _count("persons", "persons", "PBI: members covered; empty for family programmes", _PAYMENTS),
    ),
)


KECAMATAN_WAITING = BuiltTable(
    "kecamatan_waiting",
    "the proposals filed in a quarter in a kecamatan that wait for a decision, as the latest delivery tells them",
    (
        _quarter("quarter of filing", "updates"),
        _code("kabupaten_code", "35.15 …", "where it was filed", "updates"),
        _code("kecamatan_code", _ALLOWED, "where it was filed", "updates"),
        _flag("overdue", "pending for over three months on the last day that the deliveries tell of", "updates"),
        _count("proposals", "proposals", "proposals, objections and corrections (not weighted)", "updates"),
    ),
)
