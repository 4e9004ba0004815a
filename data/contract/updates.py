"""Tables of the store about proposals and objections."""

from __future__ import annotations

from data.contract.columns import BuiltTable, Column, _code, _count, _decile, _flag, _quarter
from data.contract.values import UPDATE_CHANNELS, UPDATE_KINDS, UPDATE_OUTCOMES, UPDATE_STAGES

_FILED = _quarter("quarter of filing", "updates")


_WHERE_FILED = _code("kabupaten_code", "35.15 …", "where it was filed", "updates")


_KIND = _code("kind", UPDATE_KINDS, "usul, sanggah or correction", "updates")


_CHANNEL = _code("channel", UPDATE_CHANNELS, "formal or participatory channel", "updates")


_PROPOSALS = _count("proposals", "proposals", "proposals, objections and corrections (not weighted)", "updates")


UPDATE_FLOW = BuiltTable(
    "update_flow",
    "one group of proposals that are alike, each counted once, as the latest delivery tells it",
    (
        _FILED,
        _WHERE_FILED,
        _KIND,
        _CHANNEL,
        _code("stage", UPDATE_STAGES, "stage that it reached", "updates"),
        _code("outcome", UPDATE_OUTCOMES, "what became of it", "updates"),
        _flag("overdue", "pending for over three months on the last day that the deliveries tell of", "updates"),
        _PROPOSALS,
    ),
)


UPDATE_DAYS = BuiltTable(
    "update_days",
    "one group of decided proposals by the time that the decision took",
    (
        _FILED,
        _WHERE_FILED,
        _KIND,
        _CHANNEL,
        Column("days", "INTEGER", "days", "at least 0", "from filing to decision", "updates"),
        _PROPOSALS,
    ),
)


UPDATE_EFFECT = BuiltTable(
    "update_effect",
    "one group of accepted proposals by the decile before and after",
    (
        _FILED,
        _WHERE_FILED,
        _KIND,
        _decile("decile_before", "0 to 10 or empty", "decile when filed", "updates"),
        _decile("decile_after", "0 to 10 or empty", "decile after the decision", "updates"),
        _PROPOSALS,
    ),
)


UPDATE_SPAN = BuiltTable(
    "update_span",
    "the one row that says which days the proposals cover; the days are empty when there are none",
    (
        Column("first_day", "DATE", "date", "a date or empty", "first day of filing", "updates"),
        Column("last_day", "DATE", "date", "a date or empty", "last day of filing or decision", "updates"),
        _PROPOSALS,
    ),
)
