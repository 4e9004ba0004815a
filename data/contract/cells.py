"""Tables of the store about the register: cells, payments outside it, its flow between quarters, its quality."""

from __future__ import annotations

from data.contract.columns import (
    _AIDED_PERSONS,
    _FAMILIES,
    _KABUPATEN,
    _MANY_FAMILIES,
    _MANY_PERSONS,
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

#: Families newly registered; stores keep the word that the first layout gave them.
NEWLY_REGISTERED = "born"
REGISTER_FLOWS = ("opening", NEWLY_REGISTERED, "moved_in", "left", "moved_out", "closing")


QUARTERS_ON = "0 not on it; 1 to 24; whole years 28, 32 … 72; 73 = over 72"


CELL = BuiltTable(
    "cell",
    "one group of families of a kabupaten that are alike in everything that a policy may look at",
    (
        _quarter(),
        _KABUPATEN,
        _decile("decile", "0 to 10", "national welfare decile; 0 = not ranked"),
        Column(
            "family_type",
            "TINYINT",
            "sum of traits",
            "0 to 31",
            "1 PKH component + 2 elderly + 4 severe disability + 8 pregnant woman or child 0–6 + 16 able adult 18–59",
            _FAMILIES,
        ),
        Column("quarters_on_pkh", "TINYINT", "quarters", QUARTERS_ON, "consecutive quarters on PKH", _PAYMENTS),
        Column("quarters_on_sembako", "TINYINT", "quarters", QUARTERS_ON, "the same on Sembako", _PAYMENTS),
        _flag("on_pbi", "at least one member is covered by PBI", _PAYMENTS),
        _count("families", "families", "families", _FAMILIES),
        _count("persons", "persons", "members of these families", _FAMILIES),
        _count("pbi_persons", "persons", "members covered by PBI", _PAYMENTS),
        _count("pregnant", "persons", "pregnant women, counted first within four a family", _FAMILIES),
        _count("children_0_6", "persons", "children aged 0–6, counted second", _FAMILIES),
        _count("pupils_sd", "persons", "pupils in SD, counted last", _FAMILIES),
        _count("pupils_smp", "persons", "pupils in SMP, counted sixth", _FAMILIES),
        _count("pupils_sma", "persons", "pupils in SMA, counted fifth", _FAMILIES),
        _count("elderly", "persons", "elderly, at most one a family, counted third", _FAMILIES),
        _count("severe_disability", "persons", "severely disabled, at most one a family, counted fourth", _FAMILIES),
        _count("all_pupils_sd", "persons", "pupils in SD, before the limit of four a family", _FAMILIES),
        _count("all_pupils_smp", "persons", "pupils in SMP, before the limit", _FAMILIES),
        _count("all_pupils_sma", "persons", "pupils in SMA, before the limit", _FAMILIES),
        _count("rupiah_pkh", "rupiah", "paid by PKH in the quarter", _PAYMENTS, "BIGINT"),
        _count("rupiah_sembako", "rupiah", "paid by Sembako in the quarter", _PAYMENTS, "BIGINT"),
        _count("rupiah_pbi", "rupiah", "premiums paid by PBI in the quarter", _PAYMENTS, "BIGINT"),
    ),
)


UNMATCHED = BuiltTable(
    "unmatched",
    "one programme in one kabupaten: payments to families that the register does not hold",
    (
        _quarter(source=_PAYMENTS),
        _KABUPATEN,
        _PROGRAMME,
        _MANY_FAMILIES,
        _AIDED_PERSONS,
        _count("rupiah", "rupiah", "paid in the quarter", _PAYMENTS, "BIGINT"),
    ),
)


REGISTER_FLOW = BuiltTable(
    "register_flow",
    "one flow of the register in one kabupaten; at the first snapshot closing alone",
    (
        _quarter("quarter in which the flow ends"),
        _KABUPATEN,
        _code(
            "flow",
            REGISTER_FLOWS,
            "opening + born (newly registered) + moved_in − left − moved_out = closing",
            _FAMILIES,
        ),
        _MANY_FAMILIES,
        _count(
            "persons",
            "persons",
            "members; born (newly registered) and left hold those of families that stay too",
            _FAMILIES,
            "BIGINT",
        ),
    ),
)


REGISTER_QUALITY = BuiltTable(
    "register_quality",
    "one group of families of a kabupaten that are alike in how the register knows them",
    (
        _quarter(),
        _code("kabupaten_code", "35.15 …", "where registered", _FAMILIES),
        _flag("verified_within_year", "verified in the field in this quarter or the three before", _FAMILIES),
        _flag("from_dtks", "known to the former DTKS", _FAMILIES),
        _flag("from_regsosek", "known to the Regsosek census", _FAMILIES),
        _flag("from_p3ke", "known to P3KE", _FAMILIES),
        _code("civil_match", "matched, unmatched, inactive or empty", "result of matching with Dukcapil", _FAMILIES),
        _flag("ranked", "has a decile from 1 to 10", _FAMILIES),
        _MANY_FAMILIES,
        _MANY_PERSONS,
    ),
)
