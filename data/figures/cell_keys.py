"""A pseudo-random number for every cell, the same for ever: from what the families are like, and a secret of the site.

A cell's place in the register, its quarter and its build do not go into it, so that the same families get the same
number in every process, after every build, and in every question.
"""

from __future__ import annotations

import base64
import hashlib

import numpy as np
import pandas as pd

from simulator.cells import FAMILY_TYPES, Cells
from terms import PKH, SEMBAKO

#: Clocks end at 73 (longer than 72 quarters).
_CLOCKS = 128
_DECILES = 16
#: What the keyed hash of pandas (SipHash) takes.
_KEY_BYTES = 12
_UNIT = 2.0**-53


def cell_keys(cells: Cells, secret: bytes) -> np.ndarray:
    """One uint64 a cell: the keyed hash of kabupaten, decile, family type, both clocks and PBI."""
    kabupaten = np.array([int(code.replace(".", "")) for code in cells.kabupaten_codes], np.uint64)[cells.kabupaten]
    packed = kabupaten
    for column, size in (
        (cells.decile, _DECILES),
        (cells.family_type, FAMILY_TYPES),
        (cells.quarters_on[PKH], _CLOCKS),
        (cells.quarters_on[SEMBAKO], _CLOCKS),
        (cells.on_pbi, 2),
    ):
        packed = packed * np.uint64(size) + column.astype(np.uint64)
    texts = np.array(packed.astype("<u8").view("S8").tolist(), dtype=object)
    key = base64.b64encode(hashlib.blake2b(secret, digest_size=_KEY_BYTES, person=b"cell keys").digest()).decode()
    return pd.util.hash_array(texts, hash_key=key, categorize=False)


def shares(keys: np.ndarray, turn: int) -> np.ndarray:
    """Numbers from 0 to under 1 out of the keys; another ``turn`` gives others, as good as independent."""
    mixed = keys + np.uint64(turn * 0x9E3779B97F4A7C15 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)) * _UNIT
