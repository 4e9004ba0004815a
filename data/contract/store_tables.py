"""The tables of the store as code: what one row is, and the type, unit, meaning and source of every column.

All counts are weighted. The source is the input table that a column is counted from.
"""

from __future__ import annotations

from data.contract.cells import CELL, REGISTER_FLOW, REGISTER_QUALITY, UNMATCHED
from data.contract.kecamatan import KECAMATAN_RECIPIENT, KECAMATAN_REGISTER, KECAMATAN_WAITING
from data.contract.models import ENTITLED_LIMIT_EFFECT, MODELLED
from data.contract.movement import DECILE_FLOW, MOVEMENT, SPELL
from data.contract.places import EMPOWERMENT, QUOTA, RELAPSE
from data.contract.provenance import (
    CHECK_RESULT,
    MAPPED_ROWS,
    PROVENANCE,
    QUARTER_INFO,
    ROW_ACCOUNT,
    SOURCE_FILE,
    UNREAD_FILE,
)
from data.contract.spotcheck import SPOTCHECK_DECILE, SPOTCHECK_PSU, SPOTCHECK_RECHECK, SPOTCHECK_SUM, SPOTCHECK_WRONG
from data.contract.updates import UPDATE_DAYS, UPDATE_EFFECT, UPDATE_FLOW, UPDATE_SPAN

#: Goes up whenever a table or column of the store changes, or what one counts: a build of another layout is not read.
LAYOUT = 4


BUILT = (
    CELL,
    UNMATCHED,
    MOVEMENT,
    DECILE_FLOW,
    REGISTER_FLOW,
    SPELL,
    UPDATE_FLOW,
    UPDATE_DAYS,
    UPDATE_EFFECT,
    UPDATE_SPAN,
    REGISTER_QUALITY,
    KECAMATAN_REGISTER,
    KECAMATAN_RECIPIENT,
    KECAMATAN_WAITING,
    SPOTCHECK_PSU,
    SPOTCHECK_SUM,
    SPOTCHECK_WRONG,
    SPOTCHECK_RECHECK,
    QUOTA,
    EMPOWERMENT,
    RELAPSE,
    SPOTCHECK_DECILE,
    QUARTER_INFO,
    PROVENANCE,
    SOURCE_FILE,
    UNREAD_FILE,
    ROW_ACCOUNT,
    MAPPED_ROWS,
    CHECK_RESULT,
    *MODELLED,
)

#: Tables added to a layout without which a build is read all the same: what they tell is then not offered.
ADDED = frozenset({ENTITLED_LIMIT_EFFECT.name, MAPPED_ROWS.name})
