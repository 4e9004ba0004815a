"""What the register has seen from quarter to quarter, as arrays per kabupaten, and the rates that it speaks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from targeting.flow.hazard import hazards
from targeting.flow.markov import MarkovCheck, check
from targeting.flow.quarters import QuarterRates, mixing
from targeting.flow.rates import STATES, ProgrammeRates, Rates
from targeting.flow.shrink import Shrunk, shrunk
from targeting.flow.tenure import Spells
from terms import InputError

#: Reasons of families that vanish from the register, reasons that a rule gives, and the cap's own: it has no hazard.
VANISHING = ("deceased", "moved_abroad", "not_found", "duplicate", "not_in_register")
BY_RULE = ("decile_above",)
CAP = "duration_cap"
#: Families at a tenure (times the dispersion) that weigh as much as the mean over all tenures does.
PRIOR = 200.0


@dataclass(frozen=True, eq=False)
class ProgrammeSeen:
    """One programme: ``opening``, ``entered`` (step, kabupaten), ``exited`` (step, kabupaten, reason), its spells, and
    ``tenure`` (kabupaten, tenure 1 to 24 and over): families on it at the last quarter."""

    reasons: tuple[str, ...]
    opening: np.ndarray
    entered: np.ndarray
    exited: np.ndarray
    spells: Spells
    tenure: np.ndarray


@dataclass(frozen=True, eq=False)
class Observed:
    """Steps of one quarter each, oldest first; families.

    ``deciles`` (step, kabupaten, decile before 0 to 10, decile after 0 to 10 then vanished), ``born`` (step, kabupaten,
    decile), ``opening``, ``moved_out``, ``moved_in`` (step, kabupaten), ``aided_vanish``: share of those on aid who
    vanish in a quarter, ``entering`` (decile): share of the families off aid who come on it. ``direct`` (decile before,
    decile after then vanished): of the nation, over the last ``span`` steps at once, if the store has seen that.
    """

    codes: tuple[str, ...]
    deciles: np.ndarray
    born: np.ndarray
    opening: np.ndarray
    moved_out: np.ndarray
    moved_in: np.ndarray
    aided_vanish: float
    entering: np.ndarray
    programmes: Mapping[str, ProgrammeSeen]
    span: int = 0
    direct: np.ndarray | None = None

    def __post_init__(self) -> None:
        if len(self.deciles) == 0:
            raise InputError("projection: the store must hold two quarters in a row, to see how families move, got one")


@dataclass(frozen=True, eq=False)
class ProgrammeFit:
    """As ``FlowFit``, of one programme; ``quarters`` are the nation's rates of exits that no rule makes, of those that
    one makes, and of entries; ``expected`` (kabupaten, reason) the exits by the nation's hazards."""

    exits: Shrunk
    entries: Shrunk
    rates: ProgrammeRates
    quarters: QuarterRates
    expected: np.ndarray


@dataclass(frozen=True, eq=False)
class FlowFit:
    """Rates with what is not known of them; ``markov`` says whether quarters may be multiplied, and where they may not
    the rates have stayers. ``born_in`` are the nation's rates of new families in each quarter."""

    rates: Rates
    transition: tuple[Shrunk, ...]
    moves: Shrunk
    births: Shrunk
    born_in: QuarterRates
    programmes: Mapping[str, ProgrammeFit]
    markov: MarkovCheck | None = None

    def draw(self, generator: np.random.Generator, quarters: int) -> Rates:
        """Rates as they may be as well: shares from their Dirichlet distributions, and for each quarter to come how
        much it is above or below them, for the nation and for each kabupaten by itself."""
        rows = np.stack([row.draw(generator) for row in self.transition], axis=1)[:, :, :STATES]
        moves = self.moves.draw(generator)[:, 0]
        births = self.births.draw(generator)[:, 0]
        new = self.rates.new * (births / np.maximum(self.births.mean[:, 0], 1e-300))[:, None]
        weights = mixing(self.born_in.rates.shape[1], quarters, generator)
        programmes = {code: _drawn(one, generator, weights) for code, one in self.programmes.items()}
        shock = self.births.shock(births, quarters, generator) * self.born_in.drawn(weights)
        return replace(self.rates, transition=rows, moves=moves, new=new, programmes=programmes, new_shock=shock)


def fitted(seen: Observed) -> FlowFit:
    """Everything shrunk from kabupaten to province to nation. The cells' own kabupaten order is ``seen.codes``."""
    group = np.unique([code[:2] for code in seen.codes], return_inverse=True)[1]
    transition = tuple(shrunk(seen.deciles[:, :, state], group) for state in range(STATES))
    moves = shrunk(np.stack([seen.moved_out, np.maximum(seen.opening - seen.moved_out, 0)], axis=2), group)
    born = seen.born.sum(axis=2)
    births = shrunk(np.stack([born, seen.opening], axis=2), group)
    of_decile = shrunk(seen.born, group).mean
    odds = births.mean[:, 0] / np.maximum(births.mean[:, 1], 1e-300)
    arrived = seen.moved_in.sum(axis=0) + 1e-9 * seen.opening.sum(axis=0)
    arrive = arrived / arrived.sum() if arrived.sum() > 0 else np.full(len(seen.codes), 1 / len(seen.codes))
    programmes = {code: _programme(one, seen, group) for code, one in seen.programmes.items()}
    rates = Rates(
        seen.codes,
        np.stack([row.mean for row in transition], axis=1)[:, :, :STATES],
        moves.mean[:, 0],
        arrive,
        odds[:, None] * of_decile,
        {code: one.rates for code, one in programmes.items()},
    )
    markov = _markov(seen)
    if markov is not None and markov.stayers is not None:
        rates = replace(rates, stayers=markov.stayers)
    return FlowFit(rates, transition, moves, births, QuarterRates.of([born], seen.opening), programmes, markov)


def _markov(seen: Observed) -> MarkovCheck | None:
    """The check of the nation's deciles; families that are not ranked, or leave, are none of it."""
    if seen.direct is None or seen.span < 2:
        return None
    return check(seen.deciles[-seen.span :, :, :STATES, :STATES].sum(axis=1), seen.direct[:STATES, :STATES])


def _programme(one: ProgrammeSeen, seen: Observed, group: np.ndarray) -> ProgrammeFit:
    """Hazards by tenure from the spells, scaled so that each kabupaten leaves as often as its ledger says; who leaves
    because his family vanishes is left to the register's own flow."""
    reasons = tuple(reason for reason in one.reasons if reason != CAP)
    counted = one.exited[:, :, [one.reasons.index(reason) for reason in reasons]]
    others = np.maximum(one.opening - counted.sum(axis=2), 0)
    exits = shrunk(np.concatenate([counted, others[:, :, None]], axis=2), group)
    entries = shrunk(np.stack([one.entered, one.opening], axis=2), group)
    by_tenure = hazards(one.spells, reasons, PRIOR * exits.dispersion)
    vanishing = np.array([reason in VANISHING for reason in reasons])
    level = exits.mean[:, :-1].mean(axis=0)
    lost = level[vanishing].sum()
    hazard = by_tenure * np.where(vanishing, max(0.0, 1 - seen.aided_vanish / lost) if lost else 0.0, 1.0)[:, None]
    expected = _expected(one.tenure, by_tenure)
    left_as = np.where(vanishing, level, 0.0)
    asked = entries.mean[:, 0] / np.maximum(entries.mean[:, 1], 1e-300)
    total = one.exited.sum()
    rates = ProgrammeRates(
        reasons,
        hazard,
        np.divide(exits.mean[:, :-1], expected, out=np.ones_like(expected), where=expected > 0),
        left_as / left_as.sum() if left_as.sum() else left_as,
        np.array([reason in BY_RULE for reason in reasons], bool),
        float(one.entered.sum() / total) if total else 0.0,
        asked,
        seen.entering,
    )
    made = np.array([reason in BY_RULE for reason in reasons])
    left = [counted[:, :, which].sum(axis=2) for which in (~made, made)]
    return ProgrammeFit(exits, entries, rates, QuarterRates.of([*left, one.entered], one.opening), expected)


def _expected(tenure: np.ndarray, hazard: np.ndarray) -> np.ndarray:
    """(kabupaten, reason): the share leaving by the nation's hazards, by how long the kabupaten's families are on aid;
    without tenures their plain mean, as a clock that does not run has it."""
    total = tenure.sum(axis=1, keepdims=True)
    nation = tenure.sum(axis=0) / tenure.sum() if tenure.sum() else np.full(tenure.shape[1], 1 / tenure.shape[1])
    shares = np.where(total > 0, tenure / np.where(total > 0, total, 1), nation)
    found: np.ndarray = shares @ hazard.T
    return found


def _drawn(one: ProgrammeFit, generator: np.random.Generator, weights: np.ndarray) -> ProgrammeRates:
    """The weights are the same for all programmes: a quarter to come is unusual in all of them at once."""
    quarters, (others, by_rule, entered) = len(weights), one.quarters.drawn(weights).T
    usual = one.quarters.mean[:2]
    left = np.stack([others, by_rule], axis=1) @ usual / usual.sum() if usual.sum() else np.ones(quarters)
    shares, entries = one.exits.draw(generator), one.entries.draw(generator)
    expected = np.maximum(one.expected, 1e-300)
    each = one.exits.shock(1 - shares[:, -1], quarters, generator)
    return replace(
        one.rates,
        factor=np.where(one.expected > 0, shares[:, :-1] / expected, 1.0),
        entry=entries[:, 0] / np.maximum(entries[:, 1], 1e-300),
        shock=each * others[:, None],
        rule_shock=each * by_rule[:, None],
        entry_shock=one.entries.shock(entries[:, 0], quarters, generator),
        refill_shock=entered / left,
    )
