"""A block: the families of some whole kabupaten, with their own random stream, so that blocks are independent."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from data.demo.families import Families
from data.demo.initial import FAMILY_NUMBERS, first_families
from data.demo.plan import CountryPlan
from terms import Quarter

BLOCK_ROWS = 1_000_000
PURPOSES = ("life", "aid", "updates", "spotcheck", "empowerment")


@dataclass(frozen=True)
class Exits:
    """Families that left one programme for one given reason."""

    programme: str
    reason: str
    family_id: np.ndarray


@dataclass(eq=False)
class Block:
    """``next_number`` is the next free family number of each kabupaten; ``exits`` those of the quarter under way."""

    kabupaten: range
    families: Families
    next_number: np.ndarray
    exits: list[Exits] = field(default_factory=list)


def stream(seed: int, quarter: Quarter, purpose: str, first_kabupaten: int) -> np.random.Generator:
    """The random stream of one block, quarter and purpose; national draws use ``first_kabupaten`` = 999."""
    entropy = (seed, quarter.ordinal, PURPOSES.index(purpose), first_kabupaten)
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(entropy)))


def split_kabupaten(rows: np.ndarray) -> list[range]:
    """Consecutive kabupaten in blocks of about ``BLOCK_ROWS`` rows."""
    edges, load = [0], 0
    for kabupaten, count in enumerate(rows):
        if load and load + count > BLOCK_ROWS:
            edges.append(kabupaten)
            load = 0
        load += count
    return [range(first, end) for first, end in zip(edges, [*edges[1:], len(rows)], strict=True)]


def first_block(plan: CountryPlan, kabupaten: range, generator: np.random.Generator) -> Block:
    """A block with its first families."""
    families = first_families(plan, kabupaten, generator)
    index = plan.kabupaten_of_kecamatan[families.kecamatan] - kabupaten.start
    used = np.bincount(index, minlength=len(kabupaten))
    return Block(kabupaten, families, (np.array(kabupaten) + 1) * FAMILY_NUMBERS + used)


def kabupaten_index(block: Block, plan: CountryPlan) -> np.ndarray:
    """The kabupaten of each row, counted from the block's first."""
    return plan.kabupaten_of_kecamatan[block.families.kecamatan] - block.kabupaten.start
