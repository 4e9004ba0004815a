"""What a file or memo about one simulated policy is made of: the outcome, the rules, and where the data come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.figures.counts import few_changed
from data.figures.perturbed import names_kabupaten
from data.store import disclosure
from geo import regions
from simulator.engine.outcome import COLUMNS, Outcome
from simulator.policy.files import Policy
from terms import Quarter

#: The counts of families, in the order of the table.
FAMILIES = COLUMNS[: COLUMNS.index("recipients_after") + 1]
#: What the reference gives, by the column of its own table.
REFERENCE = {
    "recipients_after": "recipients_reference",
    "persons_after": "persons_reference",
    "rupiah_per_quarter": "rupiah_per_quarter_reference",
}
PAID = {
    "recipients_before": "recipients_reference",
    "persons_before": "persons_reference",
    "rupiah_per_quarter_before": "rupiah_per_quarter_reference",
}
#: The parts that today's recipients fall into; together they are recipients_before.
PARTS = ("kept", "dropped_decile", "dropped_component", "dropped_cap", "dropped_budget")
#: Figures that would tell a hidden count of families, by the count that hides them.
TOLD_BY = {
    "recipients_before": ("persons_before", "rupiah_per_quarter_before"),
    "recipients_after": ("persons_after", "rupiah_per_quarter"),
    "eligible": ("coverage_share",),
    "families_before": ("persons_before",),
    "families_after": ("persons_after",),
}
AID = ("families_before", "families_after")
#: Gives the policy's outcome over the perturbed register; asked only by tables that need it.
Below = Callable[[], Outcome]


@dataclass(frozen=True, eq=False)
class Reference:
    """What a scenario is read against: another policy and what it gives, under the name that the screen uses."""

    outcome: Outcome
    policy: Policy
    name: str
    below: Below | None = None


@dataclass(frozen=True)
class About:
    """The build and the quarter's delivery that the figures come from."""

    build_id: str
    built_on: date
    code_version: str
    as_of: date
    sent_by: str
    synthetic: bool


@dataclass(frozen=True, eq=False)
class Report:
    """One simulated policy for some areas; ``within`` are kabupaten codes, None says that the outcome is the nation's.

    It is read against ``reference``, whose figures stand in the columns ``…_reference``; without one, against aid as
    it is paid. Families are counted per programme. Tables of areas below the province are made of what ``below`` gives,
    the same policy over the perturbed register, and counts under ten are hidden in them; without it all counts are.
    ``sees_exact`` is the right to exact cells: nothing is perturbed or hidden.
    """

    outcome: Outcome
    policy: Policy
    about: About
    within: tuple[str, ...] | None
    reference: Reference | None = None
    below: Below | None = None
    sees_exact: bool = False

    @property
    def is_same(self) -> bool:
        """Whether everything that is shown is as under the reference."""
        if self.reference is None:
            return self.outcome.changes_nothing
        return self.outcome.same_as(self.reference.outcome)

    @property
    def pays_the_same(self) -> bool:
        """Whether recipients, persons and rupiah are as under the reference, whatever else differs."""
        if self.reference is None:
            return self.outcome.changes_nothing
        return self.outcome.same_aid_as(self.reference.outcome)

    @property
    def quarter(self) -> Quarter:
        return self.outcome.quarter

    @property
    def has_cap(self) -> bool:
        """Whether a limit of time on aid is in force in the scenario: announced, not enacted."""
        return any(rule.max_quarters is not None for rule in self.policy.rules(self.quarter).values())

    @property
    def is_below_province(self) -> bool:
        """Whether the areas are less than whole provinces, so that small counts hide in every table."""
        return any(len(code) > len("35") for code in self.areas)

    @property
    def areas(self) -> tuple[str, ...]:
        """The codes of the areas, a whole province as one; none for the nation."""
        within = self.within or ()
        whole = {code[:2] for code in within if set(regions.kabupaten_of(code[:2])) <= set(within)}
        return tuple(dict.fromkeys(code[:2] if code[:2] in whole else code for code in sorted(within)))

    def table(self, by: str) -> pd.DataFrame:
        """The outcome's table with small counts, and what would tell them, missing where they must hide."""
        # Persons of those who leave and enter would tell how many families do.
        frame = self._whole(by, self._source(by).table(by, self.within))
        shown = self._shown(frame.drop(columns=["persons_dropped", "persons_admitted"]), FAMILIES, by)
        return self._beside(shown, by)

    def any_aid(self, by: str) -> pd.DataFrame:
        """Families on any aid, each once, and their persons: before, after and under the reference."""
        told = self._whole(by, self._source(by).any_aid(by, self.within))
        frame = self._shown(told.assign(programme=""), AID, by)
        other, when = (frame, "before") if self.reference is None else (self._held.any_aid(by), "after")
        return frame.assign(**{f"{one}_reference": other[f"{one}_{when}"] for one in ("families", "persons")})

    def _whole(self, by: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Without provinces of which there is but a part: it would stand under the whole's name."""
        if self.within is None or by != "province":
            return frame
        return frame[frame["group"].isin(self.areas)].reset_index(drop=True)

    @property
    def _held(self) -> Report:
        """The reference as a report of its own, so that what hides in it hides beside the scenario too."""
        assert self.reference is not None
        held = self.reference
        return Report(held.outcome, held.policy, self.about, self.within, None, held.below, self.sees_exact)

    def is_perturbed(self, by: str) -> bool:
        """Whether a table is made of the perturbed register: below the province, or of rules that name kabupaten."""
        policies = [self.policy, *([] if self.reference is None else [self.reference.policy])]
        named = any(names_kabupaten(one, self.quarter) for one in policies)
        return self._is_guarded(by) or (named and not self.sees_exact)

    def _source(self, by: str) -> Outcome:
        """Where a table is made of: above kabupaten the exact register, below the province the perturbed one."""
        return self.below() if self._is_guarded(by) and self.below is not None else self.outcome

    def _is_guarded(self, by: str) -> bool:
        """Whether a table tells of less than a province to somebody without the right to exact cells."""
        return not self.sees_exact and (by == "kabupaten" or self.is_below_province)

    def _beside(self, frame: pd.DataFrame, by: str) -> pd.DataFrame:
        """The table with what the reference gives; a programme that the reference has not has nobody there."""
        if self.reference is None:
            return frame.assign(**{name: frame[column] for column, name in PAID.items()})
        keys = ["group", "programme"]
        other = self._held.table(by)[[*keys, *REFERENCE]].rename(columns=REFERENCE)
        joined = frame.merge(other, on=keys, how="left", indicator=True)
        absent = joined.pop("_merge") == "left_only"
        return joined.assign(**{name: joined[name].mask(absent, 0) for name in REFERENCE.values()})

    def _shown(self, frame: pd.DataFrame, counts: tuple[str, ...], by: str) -> pd.DataFrame:
        if not self._is_guarded(by):
            return frame
        hidden = pd.DataFrame(self._hidden(frame, counts, by), frame.index, list(counts))
        if "kept" in hidden:
            hidden = _with_what_tells_them(frame, hidden)
        names = {name: count for count in counts for name in (count, *TOLD_BY.get(count, ()))}
        return disclosure.hide_each(frame, {name: hidden[count].to_numpy() for name, count in names.items()})

    def _hidden(self, frame: pd.DataFrame, counts: tuple[str, ...], by: str) -> np.ndarray:
        """(row, count): where it must hide, with a second one where a total over the areas would tell the only one."""
        if self.below is None:
            return frame[[*counts]].notna().to_numpy()
        grouped = frame.assign(area=frame["group"].str[:2] if by == "kabupaten" else "")
        return disclosure.small_each(grouped, counts, ["area", "programme"])


def _with_what_tells_them(frame: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """Those who stay hide where all that leave together are few. A part hidden alone is the recipients less the other
    parts, so the smallest other one hides too; and recipients after hide with kept, which they equal where nobody
    enters."""
    hidden["kept"] |= few_changed(frame["recipients_before"], frame["kept"])
    alone = hidden[[*PARTS]].sum(axis=1) == 1
    others = frame[[*PARTS]].astype(float).where(~hidden[[*PARTS]] & (frame[[*PARTS]] > 0))
    for row in frame.index[alone & others.notna().any(axis=1)]:
        hidden.loc[row, others.loc[row].idxmin()] = True
    hidden["recipients_after"] |= hidden["kept"]
    return hidden
