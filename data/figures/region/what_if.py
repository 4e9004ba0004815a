"""What a policy would do in one area alone: its figures beside those of a reference, as they may be shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

from data.figures import counts, outcome_tables
from data.figures.outcome import Report
from data.figures.region.standings import FIGURES, number
from data.figures.region.values import level_of
from simulator.cells import Cells
from simulator.engine.outcome import Outcome
from simulator.engine.simulate import simulate
from simulator.entitlement import Entitled
from simulator.error import Figure, Shares, figures, shares
from simulator.policy.files import ENACTED, Policy, named

#: How far two sums of the same families may lie apart, of the larger.
_SAME = 1e-9


@dataclass(frozen=True)
class BeforeAfter:
    """A figure under the reference and under the policy; None where it is withheld or undefined."""

    before: float | None
    after: float | None


@dataclass(frozen=True)
class ErrorBeforeAfter:
    """An error (0–1, with its 95 % interval) under the reference and under the policy."""

    before: Figure
    after: Figure


@dataclass(frozen=True)
class AreaAnswer:
    """One programme in one area under a policy, beside its reference.

    ``recipients`` are families, ``persons`` those covered (PBI alone); ``coverage`` is of those whom each of the two
    makes eligible. ``entered`` and ``left`` are families, from aid as it is paid. ``places`` are those of the area, in
    persons for PBI, else in families, ``places_left`` what recipients leave of them. The errors are None where they are
    not known; ``is_same`` says that nothing differs.
    """

    programme: str
    recipients: BeforeAfter
    persons: BeforeAfter | None
    rupiah_a_year: BeforeAfter
    coverage: BeforeAfter
    entered: BeforeAfter
    left: BeforeAfter
    places: float | None
    places_left: BeforeAfter | None
    inclusion: ErrorBeforeAfter | None
    exclusion: ErrorBeforeAfter | None

    @property
    def is_same(self) -> bool:
        """Whether nothing that is paid differs, and nobody more or less may be."""
        figures_of = (self.recipients, self.persons, self.rupiah_a_year, self.coverage)
        return all(one is None or one.before == one.after for one in figures_of)


def answer(
    area: str, programme: str, reference: Report, policy: Report, errors: tuple[Shares, Shares], places: float | None
) -> AreaAnswer:
    """From the reports of the area alone, both over the same register; ``errors`` as ``error_shares`` gives them."""
    before, after = (outcome_tables.by_programme(one).loc[programme] for one in (reference, policy))

    def both(name: str) -> BeforeAfter:
        return BeforeAfter(number(before[name]), number(after[name]))

    in_persons = FIGURES[f"recipients_{programme}"] == "persons"
    recipients, persons = both("recipients_after"), both("persons_after") if in_persons else None
    inclusion, exclusion = _errors(errors, recipients, both("eligible"))
    return AreaAnswer(
        programme,
        recipients,
        persons,
        both("rupiah_per_year"),
        both("coverage_share"),
        both("newly_in"),
        both("newly_out"),
        places,
        None if places is None else _left(places, persons or recipients, level_of(area)),
        inclusion,
        exclusion,
    )


def _left(places: float, taken: BeforeAfter, level: str) -> BeforeAfter:
    def left(count: float | None) -> float | None:
        return None if count is None else number(counts.difference(places, count, level))

    return BeforeAfter(left(taken.before), left(taken.after))


def _errors(
    found: tuple[Shares, Shares], recipients: BeforeAfter, eligible: BeforeAfter
) -> tuple[ErrorBeforeAfter | None, ErrorBeforeAfter | None]:
    """Both errors; none where one of the two is not known, or rests on a count that is withheld."""
    if not all(found):
        return None, None
    before, after = map(figures, found)
    inclusion = ErrorBeforeAfter(before.inclusion, after.inclusion)
    exclusion = ErrorBeforeAfter(before.exclusion, after.exclusion)
    return None if _hides(recipients) else inclusion, None if _hides(recipients) or _hides(eligible) else exclusion


def _hides(given: BeforeAfter) -> bool:
    return given.before is None or given.after is None


def error_shares(cells: Cells, whole: Outcome, policy: Policy, programme: str, entitled: Entitled | None) -> Shares:
    """Both errors of a programme among the cells of one area, every draw of them, by the chances of its province.

    ``whole`` is what the policy does with the cells of the nation. Empty where nobody knows who is entitled, and where
    the nation's places bind what the area's own would let in: then the area alone does not tell what happens in it.
    """
    if entitled is None:
        return {}
    alone = simulate(cells, policy, counts_any_aid=False)
    if not math.isclose(_recipients(whole, cells, programme), _recipients(alone, cells, programme), rel_tol=_SAME):
        return {}
    enacted = named(ENACTED).rules(cells.quarter)[programme]
    return shares(alone, programme, entitled, enacted, policy.rules(cells.quarter).get(programme))


def of_area(cells: Cells, area: str) -> Cells:
    """The cells of a province or a kabupaten."""
    inside = [place for place, code in enumerate(cells.kabupaten_codes) if area in (code, code[:2])]
    return cells.of_kabupaten(min(inside, default=0), max(inside, default=-1))


def _recipients(outcome: Outcome, cells: Cells, programme: str) -> float:
    rows = outcome.table("nation", cells.kabupaten_codes).set_index("programme")
    return float(rows["recipients_after"][programme])
