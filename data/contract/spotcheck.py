"""Tables of the store about the spot check: sums by sampling unit and domain, never a visit."""

from __future__ import annotations

from data.contract.columns import (
    _CHECK,
    _ERROR,
    _PROGRAMME,
    _YARDSTICK,
    BuiltTable,
    Column,
    _code,
    _count,
    _flag,
    _quarter,
)


def _weight_sum(name: str, meaning: str, unit: str = "families") -> Column:
    return Column(name, "DOUBLE", unit, "at least 0", f"survey weight of {meaning}; blind rechecks left out", _CHECK)


_VISITED = _quarter("quarter of the visits", _CHECK)


_WHERE_VISITED = _code("kabupaten_code", "35.15 …", "where visited", _CHECK)


_PSU = Column(
    "psu", "INTEGER", "", "1 …", "number of the primary sampling unit within the quarter; not its name", _CHECK
)


SPOTCHECK_PSU = BuiltTable(
    "spotcheck_psu",
    "one primary sampling unit of the spot check: its place in the design and what became of its visits",
    (
        _VISITED,
        _WHERE_VISITED,
        _code("stratum", "text", "stratum of the sample design", _CHECK),
        _PSU,
        Column("fpc", "DOUBLE", "PSUs", "at least those drawn, or empty", "PSUs in the stratum", _CHECK),
        _count("visits", "visits", "visits, whatever their outcome", _CHECK),
        _count("interviewed", "families", "families interviewed (not weighted)", _CHECK),
        _count("refused", "visits", "families that refused", _CHECK),
        _count("not_found", "visits", "families not found", _CHECK),
        _count("moved", "visits", "families that had moved away", _CHECK),
        _count("deceased", "visits", "families that had died out", _CHECK),
        _count("linked", "families", "families interviewed that register or payments know", _CHECK),
        _weight_sum("in_scope_weight", "families interviewed, refused or not found"),
        _weight_sum("interviewed_weight", "families interviewed"),
        Column("interviewed_weight_squares", "DOUBLE", "families²", "at least 0", "sum of their squares", _CHECK),
        _weight_sum("linked_weight", "families interviewed that register or payments know"),
        _weight_sum("linked_person_weight", "their members", "persons"),
    ),
)


SPOTCHECK_SUM = BuiltTable(
    "spotcheck_sum",
    "one error of one programme in one PSU and one domain of families: sums, never visits",
    (
        _VISITED,
        _PROGRAMME,
        _ERROR,
        _YARDSTICK,
        _code("domain", "all, linked, or a trait found by the visit", "families that are counted", _CHECK),
        _code("unit", ("families", "persons"), "what the weights count: PBI is counted in persons too", _CHECK),
        _WHERE_VISITED,
        _PSU,
        _count("n", "families", "families in the error's denominator (not weighted)", _CHECK),
        Column("positives", "DOUBLE", "families", "0 to n", "those in error (persons: sum of their shares)", _CHECK),
        _weight_sum("weight", "families (persons) in the denominator"),
        _weight_sum("weight_positives", "families (persons) in error"),
        Column("weight_squares", "DOUBLE", "families²", "at least 0", "sum of the squares of the weights", _CHECK),
        _weight_sum("person_weight", "members of families in the denominator", "persons"),
    ),
)


SPOTCHECK_WRONG = BuiltTable(
    "spotcheck_wrong",
    "one kind of wrong families in one PSU, by the verified decile and components",
    (
        _VISITED,
        _PROGRAMME,
        _ERROR,
        _code("kind", ("cause", "decile"), "what the value tells", _CHECK),
        _code(
            "value",
            "a cause, or -1 to 10",
            "cause of the error; or decile: the verified one for inclusion, the register's for exclusion",
            "spotcheck, families, payments",
        ),
        _WHERE_VISITED,
        _PSU,
        _count("positives", "families", "families in error (not weighted)", _CHECK),
        _weight_sum("weight_positives", "families in error"),
    ),
)


SPOTCHECK_RECHECK = BuiltTable(
    "spotcheck_recheck",
    "one pair of judgements on families that were visited twice, the second time blind",
    (
        _VISITED,
        _PROGRAMME,
        _YARDSTICK,
        _flag("first_entitled", "entitled by the first visit", _CHECK),
        _flag("again_entitled", "entitled by the blind second visit", _CHECK),
        _count("families", "families", "families (not weighted)", _CHECK),
    ),
)


SPOTCHECK_DECILE = BuiltTable(
    "spotcheck_decile",
    "one PSU of the spot check: how the register's decile agrees with the verified one, of families that both rank",
    (
        _VISITED,
        _WHERE_VISITED,
        _PSU,
        _count("n", "families", "families interviewed that have both deciles (not weighted)", _CHECK),
        _count("exact", "families", "those of them with equal deciles (not weighted)", _CHECK),
        _count("within_one", "families", "those whose deciles differ by one at most (not weighted)", _CHECK),
        _weight_sum("weight", "families with both deciles"),
        _weight_sum("weight_exact", "families with equal deciles"),
        _weight_sum("weight_within_one", "families whose deciles differ by one at most"),
        Column("weight_squares", "DOUBLE", "families²", "at least 0", "sum of the squares of the weights", _CHECK),
        _weight_sum("sum_x", "families, times the register's decile"),
        _weight_sum("sum_y", "families, times the verified decile"),
        _weight_sum("sum_xx", "families, times the square of the register's decile"),
        _weight_sum("sum_yy", "families, times the square of the verified decile"),
        _weight_sum("sum_xy", "families, times both deciles"),
    ),
)
