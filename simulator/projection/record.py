"""Keeps what happens to one programme, quarter by quarter, and tells whether it balances."""

from __future__ import annotations

import numpy as np

from simulator.cells import DECILES
from simulator.projection.chance import EntitledPlaces
from simulator.projection.life import Lived
from simulator.projection.result import COLUMNS, ENTITLED, Track
from simulator.projection.settle import Settled
from simulator.projection.state import State, total
from targeting.flow.rates import ProgrammeRates

#: Exits of families that vanish from the register, where no reason is known for them.
LEFT_REGISTER = "left_register"
POOREST = slice(1, 3)
_OUT = ("moved_out", "exited", "dropped_decile", "dropped_component", "dropped_cap", "dropped_budget")


class ProjectionRecord:
    """Columns (quarter, kabupaten) filled step by step; see ``result.Track`` for what they are."""

    def __init__(
        self, programme: str, unit: str, working_age: np.ndarray, state: State, quarters: int, errors: bool = False
    ) -> None:
        steps, areas = quarters + 1, state.rows.shape[1]
        self.programme, self.unit, self.working_age = programme, unit, working_age
        self.columns = {name: np.zeros((steps, areas)) for name in COLUMNS}
        self.columns["eligible"][:] = self.columns["waiting"][:] = np.nan
        if errors:
            self.columns |= {name: np.zeros((steps, areas)) for name in ENTITLED}
        self.reasons: dict[str, np.ndarray] = {}
        self.by_decile = np.zeros((steps, DECILES))
        # A draw is for its band: what no band shows is kept of a projection in double precision alone.
        places = (0, 0, 0) if state.is_for_band else state.off.shape
        self.reached, self.ended, self.freed = (np.zeros((steps, *places)) for _ in range(3))
        self._passing: np.ndarray | None = None
        self._any_reached = False
        self.size = float(state.by_area[0].sum())
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
        self._passing = lived.reached
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
        self.columns["entered"][step] = total(admitted)

    def settled(self, step: int, done: Settled, exempt: np.ndarray) -> None:
        """What the rule did; in the first quarter whoever is over the cap has reached it."""
        columns = self.columns
        for name in ("dropped_decile", "dropped_component", "dropped_cap", "dropped_budget"):
            columns[name][step] = total(getattr(done, name))
        self.entered(step, done.admitted)
        # The exempt stay over the cap for good; they are counted when their clock passes it, the others when settled.
        passing = self._passing if self._any_reached else done.over
        exempt_now = np.where(exempt, done.over if passing is None else passing, 0.0)
        reached = np.where(exempt, exempt_now, done.over)
        columns["reached_cap"][step] = total(reached)
        self._any_reached = self._any_reached or bool(columns["reached_cap"][step].any())
        columns["dropped_poorest"][step] = total(done.dropped_cap[:, POOREST])
        if done.waiting is not None and done.freed is not None:
            columns["exempt"][step] = total(exempt_now)
            columns["kept_assessed"][step] = total(np.where(exempt, 0.0, done.over - done.dropped_cap))
            columns["to_empowerment"][step] = total(done.dropped_cap * self.working_age)
            columns["to_rehabilitation"][step] = total(done.dropped_cap * ~self.working_age)
            columns["waiting"][step], columns["rupiah_freed"][step] = total(done.waiting), total(done.freed)
            self._eligible = done.eligible
            if columns["reached_cap"][step].any():  # what nobody writes to takes no memory
                self.reached[step], self.ended[step], self.freed[step] = reached, done.dropped_cap, done.freed

    def close(self, step: int, state: State, channel: int, index: float, known: EntitledPlaces | None) -> None:
        """The end of the quarter; ``known`` says who is entitled."""
        self.columns["population"][step], self.columns["recipients"][step] = state.count()
        self.columns["rupiah"][step] = index * total(state.value[channel])
        if known is not None:
            self.columns["entitled"][step], self.columns["entitled_reached"][step] = known.of(state)
        if state.is_for_band:
            return
        self.columns["persons"][step] = total(state.value[0])
        self.by_decile[step] = state.rows[: state.places.shape[2]].sum(axis=(0, 1))
        if not np.isnan(self.columns["waiting"][step]).any():
            everybody = state.places + state.off + state.resting()
            self.columns["eligible"][step] = total(everybody * self._eligible)

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
            self.programme, self.unit, self.columns, self.reasons, self.by_decile, self.reached, self.ended, self.freed,
            self.working_age,
        )  # fmt: skip

    def _reason(self, reason: str) -> np.ndarray:
        if reason not in self.reasons:
            self.reasons[reason] = np.zeros_like(self.columns["opening"])
        return self.reasons[reason]
