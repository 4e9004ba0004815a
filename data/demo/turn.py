"""One quarter's draw for a purpose: all blocks, each with its own random stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from data.demo.block import Block
from terms import Quarter


@dataclass(frozen=True, eq=False)
class Turn:
    """Iterating gives (block, stream) pairs."""

    quarter: Quarter
    blocks: Sequence[Block]
    streams: Sequence[np.random.Generator]

    def __iter__(self) -> Iterator[tuple[Block, np.random.Generator]]:
        return zip(self.blocks, self.streams, strict=True)

    def start(self, programme: str, chosen: Sequence[np.ndarray]) -> None:
        """Begin spells on the programme for the chosen rows of each block."""
        for block, rows in zip(self.blocks, chosen, strict=True):
            block.families.since(programme)[rows] = self.quarter.ordinal
