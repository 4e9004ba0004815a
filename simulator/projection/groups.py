"""The calendar of a cap by decile or by family type: whom it meets, whose aid it ends, what follows and frees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from simulator.cells import COMPONENT, DECILES
from simulator.policy.fields import EXEMPTIONS
from simulator.policy.rules import Policy
from simulator.projection.ready import Ready
from simulator.projection.result import Projection, Track
from terms import Quarter

#: Families: who reach the cap, go on all the same (exempt, or kept after an assessment), and whose aid it ends; of
#: these those in decile 1 or 2, with a working-age able member, and without one; and the rupiah of the quarter freed.
GROUP_COLUMNS = (
    "reached_cap", "going_on", "dropped_cap", "dropped_poorest", "to_empowerment", "to_rehabilitation", "rupiah_freed",
)  # fmt: skip
POOREST = slice(1, 3)
_TOLD_APART = "projection by family type"


def trait_by_trait(policy: Policy, quarter: Quarter, programme: str) -> tuple[Policy, ...]:
    """The policy with one trait exempt after the other, so that a projection beside them tells every trait apart."""
    if policy.rules(quarter).get(programme) is None:
        return ()
    traits = [[trait] for trait in EXEMPTIONS]
    return tuple(policy.changed(programme, "cap_exempt", trait, _TOLD_APART) for trait in traits)


def family_types(made: Ready, policy: Policy, programme: str) -> tuple[int, ...]:
    """The family type that each kind of a programme stands for, with the PKH component where the rule asks for it."""
    rule = policy.rules(made.quarter).get(programme)
    seen = COMPONENT if rule is not None and rule.needs_component else 0
    return tuple(int(one) & ~COMPONENT | int(one) & seen for track in made.programmes for one in track.types)


def freeing_as(apart: Projection, whole: Projection, programme: str) -> Projection:
    """The projection ``apart``, in which family types are told apart, with rupiah freed that add up to those of
    ``whole`` in every quarter and kabupaten: a family is worth the mean of its kind, and the kinds are others."""
    track = apart.tracks[programme]
    ours, theirs = (one.freed.sum(axis=(2, 3), keepdims=True) for one in (track, whole.tracks[programme]))
    shared = track.freed * np.divide(theirs, ours, out=np.ones_like(ours), where=ours > 0)
    return replace(apart, tracks={**apart.tracks, programme: replace(track, freed=shared)})


def by_decile(projection: Projection, programme: str) -> pd.DataFrame:
    """Columns quarter, group (decile, 0 unranked), programme, then GROUP_COLUMNS; of the nation."""
    track = projection.tracks[programme]
    reached, ended, freed = (part.sum(axis=(1, 3)) for part in (track.reached, track.ended, track.freed))
    poorest = np.zeros_like(ended)
    poorest[:, POOREST] = ended[:, POOREST]
    working = track.ended[..., track.working_age].sum(axis=(1, 3))
    return _rows(projection, track, range(DECILES), (reached, ended, poorest, working, freed))


def by_type(projection: Projection, programme: str, types: Sequence[int]) -> pd.DataFrame:
    """As ``by_decile``, by the family type of each kind (``family_types``)."""
    track = projection.tracks[programme]
    reached, ended, freed = (part.sum(axis=(1, 2)) for part in (track.reached, track.ended, track.freed))
    poorest = track.ended[:, :, POOREST].sum(axis=(1, 2))
    return _rows(projection, track, types, (reached, ended, poorest, ended * track.working_age, freed))


def _rows(projection: Projection, track: Track, groups: Sequence[int], parts: tuple[np.ndarray, ...]) -> pd.DataFrame:
    reached, ended, poorest, working, freed = parts
    columns = (reached, reached - ended, ended, poorest, working, ended - working, freed)
    quarters = [str(quarter) for quarter in projection.quarters]
    keys = {"quarter": np.repeat(quarters, len(groups)), "group": list(groups) * len(quarters)}
    values = {name: column.ravel() for name, column in zip(GROUP_COLUMNS, columns, strict=True)}
    found = pd.DataFrame(keys).assign(programme=track.programme, **values)
    summed = found.groupby(["quarter", "group", "programme"], sort=True, as_index=False).sum()
    return summed[summed["reached_cap"] > 0].reset_index(drop=True)
