"""Keeps what happens to one programme, quarter by quarter, and tells whether it balances."""

from __future__ import annotations

import numpy as np

from simulator.cells import DECILES
from simulator.projection.result import COLUMNS, Track
from simulator.projection.settle import Settled
from simulator.projection.state import Lived, State
from targeting.flow.rates import ProgrammeRates

#: Exits of families that vanish from the register, where no reason is known for them.
LEFT_REGISTER = "left_register"
POOREST = slice(1, 3)
_OUT = ("moved_out", "exited", "dropped_decile", "dropped_component", "dropped_cap", "dropped_budget")


class ProjectionRecord:
    """Columns (quarter, kabupaten) filled step by step; see ``result.Track`` for what they are."""

    def __init__(self, programme: str, unit: str, working_age: np.ndarray, state: State, quarters: int) -> None:
        steps, areas = quarters + 1, len(state.mass)
        self.programme, self.unit, self.working_age = programme, unit, working_age
        self.columns = {name: np.zeros((steps, areas)) for name in COLUMNS}
        self.columns["eligible"][:] = self.columns["waiting"][:] = np.nan
        self.reasons: dict[str, np.ndarray] = {}
        self.by_decile = np.zeros((steps, DECILES))
        self.reached = np.zeros((steps, *state.off.shape))
        self.ended = np.zeros_like(self.reached)
        self.size = float(state.by_area().sum())
        self._before, self._net = np.zeros(areas), np.zeros(areas)

    def open(self, step: int, recipients: np.ndarray, population: np.ndarray) -> None:
        self.columns["opening"][step] = recipients
        self._before, self._net = population, np.zeros_like(population)

    def lived(self, step: int, lived: Lived, own: ProgrammeRates, hazard: np.ndarray) -> None:
        """Exits by reason: those who vanished as they were seen to, the others by their hazards."""
        self.columns["moved_in"][step], self.columns["moved_out"][step] = lived.on_came, lived.on_went
        self.columns["exited"][step] = lived.exits + lived.on_vanished
        self.columns["born"][step], self.columns["vanished"][step] = lived.born, lived.vanished
        self._net = lived.born - lived.vanished + lived.came - lived.went
        self.reached[step] = lived.reached
        by_hazard = own.factor_in(step) * (lived.by_bin @ hazard.T)
        total = by_hazard.sum(axis=1)
        shares = np.divide(by_hazard, total[:, None], out=np.zeros_like(by_hazard), where=total[:, None] > 0)
        named = shares * lived.exits[:, None] + lived.on_vanished[:, None] * own.left_as
        for index, reason in enumerate(own.reasons):
            self._reason(reason)[step] = named[:, index]
        if not own.left_as.any():
            self._reason(LEFT_REGISTER)[step] = lived.on_vanished

    def exited(self, step: int) -> np.ndarray:
        found: np.ndarray = self.columns["exited"][step]
        return found

    def entered(self, step: int, admitted: np.ndarray) -> None:
        self.columns["entered"][step] = admitted.sum(axis=(1, 2))

    def settled(self, step: int, done: Settled, exempt: np.ndarray) -> None:
        """What the rule did; in the first quarter whoever is over the cap has reached it."""
        columns = self.columns
        for name in ("dropped_decile", "dropped_component", "dropped_cap", "dropped_budget"):
            columns[name][step] = getattr(done, name).sum(axis=(1, 2))
        columns["waiting"][step] = done.waiting.sum(axis=(1, 2))
        self.entered(step, done.admitted)
        # The exempt stay over the cap for good; they are counted when their clock passes it, the others when settled.
        first = step == 0 or not self.reached[:step].any()
        exempt_now = np.where(exempt, done.over if first else self.reached[step], 0.0)
        self.reached[step] = exempt_now + np.where(exempt, 0.0, done.over)
        self.ended[step] = done.dropped_cap
        columns["reached_cap"][step] = self.reached[step].sum(axis=(1, 2))
        columns["exempt"][step] = exempt_now.sum(axis=(1, 2))
        columns["kept_assessed"][step] = np.where(exempt, 0.0, done.over - done.dropped_cap).sum(axis=(1, 2))
        columns["dropped_poorest"][step] = done.dropped_cap[:, POOREST].sum(axis=(1, 2))
        columns["to_empowerment"][step] = done.dropped_cap[..., self.working_age].sum(axis=(1, 2))
        columns["to_rehabilitation"][step] = done.dropped_cap[..., ~self.working_age].sum(axis=(1, 2))
        columns["rupiah_freed"][step] = done.freed.sum(axis=(1, 2))
        self._eligible = done.eligible

    def close(self, step: int, state: State, channel: int, index: float) -> None:
        places = state.places
        self.columns["recipients"][step] = places.sum(axis=(1, 2))
        self.columns["population"][step] = state.by_area()
        self.columns["persons"][step] = state.value[:, :, 0].sum(axis=(1, 2))
        self.columns["rupiah"][step] = index * state.value[:, :, channel].sum(axis=(1, 2))
        self.by_decile[step] = places.sum(axis=(0, 2))
        if not np.isnan(self.columns["waiting"][step]).any():
            rested = state.rest.sum(axis=-1)
            self.columns["eligible"][step] = ((places + state.off + rested) * self._eligible).sum(axis=(1, 2))

    def imbalance(self, step: int) -> float:
        """The most that the ledger or the register of any kabupaten is off, in families."""
        columns = self.columns
        closing = columns["opening"][step] + columns["moved_in"][step] + columns["entered"][step]
        closing = closing - sum(columns[name][step] for name in _OUT)
        register = self._before + self._net
        off = np.abs(closing - columns["recipients"][step]).max()
        reasons = sum(one[step] for one in self.reasons.values())
        unnamed = np.abs(reasons - columns["exited"][step]).max()
        return float(max(off, unnamed, np.abs(register - columns["population"][step]).max()))

    def track(self) -> Track:
        return Track(
            self.programme, self.unit, self.columns, self.reasons, self.by_decile, self.reached, self.ended,
            self.working_age,
        )  # fmt: skip

    def _reason(self, reason: str) -> np.ndarray:
        return self.reasons.setdefault(reason, np.zeros_like(self.columns["opening"]))
