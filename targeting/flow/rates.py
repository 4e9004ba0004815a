"""What a projection runs on: plain arrays of transitions and rates per kabupaten and quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from targeting.flow.hazard import TENURES
from targeting.flow.markov import in_quarter

STATES = 11


@dataclass(frozen=True, eq=False)
class ProgrammeRates:
    """How families leave and enter a programme when no rule moves them.

    ``hazard`` (reason, tenure) is the share leaving in a quarter while they stay in the register, ``factor``
    (kabupaten, reason) multiplies it, ``left_as`` (reason) divides those who vanish from the register among the
    reasons (adds up to 1, or all 0: no reason known). ``by_rule`` marks the reasons that a rule in force would give
    itself (a decile above the limit): they count only where the programme goes on as it is paid. Then also ``refill``,
    the entries for each exit, shared out among kabupaten by ``entry`` (kabupaten) for each recipient, and ``entering``
    (decile), how many times likelier the waiting of one decile enter than those of another. ``shock`` (quarter,
    kabupaten), if any, multiplies exits, ``rule_shock`` those by_rule; ``entry_shock`` where entries come, and
    ``refill_shock`` (quarter) how many.
    """

    reasons: tuple[str, ...]
    hazard: np.ndarray
    factor: np.ndarray
    left_as: np.ndarray
    by_rule: np.ndarray
    refill: float
    entry: np.ndarray
    entering: np.ndarray
    shock: np.ndarray | None = None
    entry_shock: np.ndarray | None = None
    refill_shock: np.ndarray | None = None
    rule_shock: np.ndarray | None = None

    def factor_in(self, step: int) -> np.ndarray:
        """(kabupaten, reason): ``factor`` in the step-th quarter to come, 1 the first."""
        if self.shock is None or self.rule_shock is None:
            return self.factor
        shocks = np.where(self.by_rule, self.rule_shock[step - 1][:, None], self.shock[step - 1][:, None])
        found: np.ndarray = self.factor * shocks
        return found

    @classmethod
    def none(cls, kabupaten: int) -> ProgrammeRates:
        """Nobody leaves and nobody enters by himself."""
        no = np.zeros(0)
        return cls(
            (), np.zeros((0, TENURES)), np.ones((kabupaten, 0)), no, no.astype(bool), 0.0, np.zeros(kabupaten),
            np.ones(STATES),
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Rates:
    """Transitions and rates of a quarter; kabupaten in the order of ``codes``.

    ``transition`` (kabupaten, decile before, decile after), deciles 0 (not ranked) to 10; a row adds up to 1 less the
    share that vanishes from the register. ``moves`` (kabupaten) is the share that moves to another kabupaten, and
    ``arrive`` (kabupaten, adds up to 1) where the movers of the nation go. ``new`` (kabupaten, decile): new families
    for each family of the register before. ``new_shock`` (quarter, kabupaten), if any, multiplies the new families.
    ``stayers`` (decile), if any: the share of families that never change decile (see ``targeting.flow.markov``).
    """

    codes: tuple[str, ...]
    transition: np.ndarray
    moves: np.ndarray
    arrive: np.ndarray
    new: np.ndarray
    programmes: Mapping[str, ProgrammeRates] = field(default_factory=dict)
    new_shock: np.ndarray | None = None
    stayers: np.ndarray | None = None

    def transition_in(self, step: int) -> np.ndarray:
        """(kabupaten, decile before, decile after) of the step-th quarter to come, 1 the first."""
        return self.transition if self.stayers is None else in_quarter(self.transition, self.stayers, step)

    @classmethod
    def closed(cls, codes: tuple[str, ...], transition: np.ndarray | None = None) -> Rates:
        """A population that nobody leaves or joins: one matrix (decile, decile) for all, or nobody changes decile."""
        one = np.eye(STATES) if transition is None else np.asarray(transition, float)
        whole = np.broadcast_to(one, (len(codes), STATES, STATES))
        count = len(codes)
        return cls(codes, whole, np.zeros(count), np.full(count, 1 / count), np.zeros((count, STATES)))

    def of(self, programme: str) -> ProgrammeRates:
        """The programme's rates; a programme that nobody was ever on has none."""
        return self.programmes.get(programme, ProgrammeRates.none(len(self.codes)))
