"""What makes a column doubtful whose values can all be read: its name, or what its values look like together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.mapping.entries import Filling
from data.mapping.known import bare, doubt_of, named_like
from data.mapping.proposed import LIKELY, LOOK, percent
from data.mapping.values import OLDEST_PUPIL, TheirSample

LAST_DECILE = 10
#: The largest share of adults at school that a list of pupils has.
MOST_ADULTS = 0.1
#: Aid of a quarter is more than this many rupiah.
LEAST_USUAL = 10_000
CROSS, MARKS = "x", {"x", "v", "√", "✓"}
DECILES, RANKS = ("desil", "decile"), ("persentil", "percentile")


@dataclass(frozen=True)
class Doubt:
    """Why a column is not sure, and how sure it can be at most."""

    most: str
    why: str


def doubts_of(sample: TheirSample, filling: Filling) -> Iterator[Doubt]:
    """All that is doubtful of a filling from one column, whatever share of its values can be read."""
    if by_name := doubt_of(filling.column, filling.sources[0]):
        yield Doubt(LIKELY, by_name)
    if filling.times != 1:
        yield Doubt(LIKELY, "a monthly amount, three of them are a quarter's")
    if filling.column == "rupiah" and 0 < sample.median_of(filling) < LEAST_USUAL:
        told = f"half of the amounts are below Rp {LEAST_USUAL:,}"
        yield Doubt(LOOK, f"{told}; if they are thousands or millions, times = 1000 or 1000000")
    if filling.column == "schooling":
        yield from _of_schooling(sample, filling)
    if filling.reading in ("yes_no", "severe"):
        yield from _of_marks(sample, filling.sources[0])
    if filling.reading in ("decile", "percentile"):
        yield from _of_rank(sample, filling)


def _of_schooling(sample: TheirSample, filling: Filling) -> Iterator[Doubt]:
    """That many adults would be pupils: then it is the highest school that they reached."""
    age = named_like("age", sample.names)
    share = sample.adults_at_school(filling, Filling("age", (age,), "age")) if age else 0.0
    if share > MOST_ADULTS:
        told = f"{percent(share)} of those above {OLDEST_PUPIL} would be pupils"
        yield Doubt(LOOK, f"{told}; it seems to be the highest school reached, not the one attended")


def _of_marks(sample: TheirSample, name: str) -> Iterator[Doubt]:
    """That a cross may be a no: beside another word it stands for the other answer in many forms."""
    if not {*sample.words(name)} & MARKS:
        return
    words = {word for word, _ in sample.throughout(name) if word}
    if words == {CROSS}:
        yield Doubt(LIKELY, f"{CROSS} is read as yes")
    elif CROSS in words:
        yield Doubt(
            LOOK, f'{CROSS} is read as yes, beside other words; if it means no: words = {{ "{CROSS}" = false, … }}'
        )


def is_percentile(sample: TheirSample, name: str) -> bool:
    """Whether a column of welfare ranks holds percentiles: its name says so, or says nothing and its numbers do."""
    if any(word in bare(name) for word in (*DECILES, *RANKS)):
        return any(word in bare(name) for word in RANKS)
    return sample.range_of(name)[1] > LAST_DECILE


def _of_rank(sample: TheirSample, filling: Filling) -> Iterator[Doubt]:
    name = filling.sources[0]
    highest = sample.range_of(name)[1]
    says_decile = any(word in bare(name) for word in DECILES)
    if says_decile and highest > LAST_DECILE:
        yield Doubt(LOOK, f'some are above {LAST_DECILE}; percentile ranks are read with as = "percentile"')
    elif not says_decile and filling.reading == "percentile" and not any(word in bare(name) for word in RANKS):
        yield Doubt(LIKELY, f"some are above {LAST_DECILE}, so they are taken for percentile ranks")
    elif not says_decile and filling.reading == "decile":
        yield Doubt(LOOK, f"none is above {LAST_DECILE}: deciles, or percentile ranks of the poorest alone?")
