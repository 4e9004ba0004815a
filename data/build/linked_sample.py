"""The linked sample of a round beside the register, as the models want them. It lives while the build does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np
import pandas as pd

from targeting.model.assisted import RegisterGroups
from targeting.model.entitled import DECILES, FAMILY_TYPES, Linked
from targeting.model.misplaced import Learnt
from targeting.survey.design import FirstStage, first_stage
from targeting.survey.sample import Sample
from terms import PBI, PKH, SEMBAKO, Quarter

ON_COLUMNS = {PKH: "tenure_pkh", SEMBAKO: "tenure_sembako", PBI: "on_pbi"}
CLASSES = ("tenure_pkh", "tenure_sembako", "on_pbi", "persons", "verified_age")
TRAITS, SOURCES = 5, 4
GROUPS_AT_ONCE = 250_000


@dataclass(frozen=True)
class YardstickRule:
    """The yardstick of one programme: the enacted rule, applied to what the visit found."""

    programme: str
    max_decile: int
    needs_component: bool

    @property
    def on_column(self) -> str:
        """The register column that is above 0 for recipients."""
        return ON_COLUMNS[self.programme]

    def entitled(self, visits: pd.DataFrame) -> np.ndarray:
        fits = visits["verified_decile"].to_numpy() <= self.max_decile
        return fits & (visits["has_component"].to_numpy(bool) | (not self.needs_component))


@dataclass(frozen=True, eq=False)
class LinkedSample:
    """``visits`` are the interviewed families found in the register, ``outside`` the others; ``groups``
    the register's families by what models can tell apart; ``stage`` every PSU drawn."""

    quarter: Quarter
    rules: tuple[YardstickRule, ...]
    visits: pd.DataFrame
    outside: pd.DataFrame
    groups: pd.DataFrame
    stage: FirstStage
    interviewed_share: float

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        return tuple(str(number) for number in np.unique(self.groups["province"]))

    @cached_property
    def features(self) -> np.ndarray:
        """What models learn from, one row a visit."""
        return self._features(self.visits)

    def chances(self, learnt: Learnt) -> np.ndarray:
        """The chance of being entitled, one a group (see ``Learnt.entitled``); so many groups at once that a nation's
        features, millions of groups by sixteen columns, are never held whole."""
        firsts = range(0, len(self.groups), GROUPS_AT_ONCE)
        parts = (self.groups.iloc[first : first + GROUPS_AT_ONCE] for first in firsts)
        return np.concatenate([learnt.entitled(self._features(part)) for part in parts])

    def sample(self, rule: YardstickRule) -> Sample:
        """Correlation is pooled within provinces."""
        visits = self.visits
        psu, recipient = visits["psu"].to_numpy(), visits[rule.on_column].to_numpy() > 0
        stratum, region = self.stage.stratum[self.stage.locate(psu)], visits["province_code"].to_numpy()
        return Sample(visits["weight"].to_numpy(), stratum, psu, region, rule.entitled(visits), recipient)

    def linked(self, rule: YardstickRule) -> Linked:
        visits = self.visits
        return Linked(
            visits["weight"].to_numpy(),
            self.stage.locate(visits["psu"]),
            np.searchsorted(self.provinces, visits["province"].astype(str).to_numpy()),
            visits["decile"].to_numpy().astype(np.int64),
            visits["family_type"].to_numpy().astype(np.int64),
            visits[rule.on_column].to_numpy() > 0,
            rule.entitled(visits),
        )

    def lacks(self, rule: YardstickRule) -> str:
        """What is missing for models of the programme; empty when nothing is."""
        return self.linked(rule).lacks()

    def counted(self, rule: YardstickRule) -> np.ndarray:
        """Families of the register by (province, decile, family type, on the programme or not): the same whatever the
        last decile of the rule."""
        return self._counted[rule.on_column]

    @cached_property
    def _counted(self) -> dict[str, np.ndarray]:
        groups, shape = self.groups, (len(self.provinces), DECILES, FAMILY_TYPES, 2)
        found = {column: np.zeros(shape) for column in ON_COLUMNS.values()}
        for column, counts in found.items():
            on_programme = (groups[column] > 0).astype(int)
            where = (self._province_places, groups["decile"], groups["family_type"], on_programme)
            np.add.at(counts, where, groups["families"].to_numpy())
        return found

    @cached_property
    def _province_places(self) -> np.ndarray:
        """Where the province of each group stands in ``provinces``."""
        numbers = self.groups["province"].to_numpy()
        return np.searchsorted(np.unique(numbers), numbers)

    def register(self, rule: YardstickRule, entitled: np.ndarray, codes: np.ndarray | None) -> RegisterGroups:
        """Families and mean chance by side, of the nation or of the provinces named; ``entitled`` is one a group."""
        groups = self.groups
        place = np.zeros(len(groups), dtype=np.int64)
        if codes is not None:
            place = pd.Index(codes).get_indexer(pd.Index(self.provinces))[self._province_places]
        side, count = (groups[rule.on_column] > 0).to_numpy().astype(np.int64), 1 if codes is None else len(codes)
        inside = place >= 0
        cell = place[inside] * 2 + side[inside]
        families = groups["families"].to_numpy().astype(float)[inside]
        total, weighted = (
            np.bincount(cell, values, minlength=count * 2).reshape(count, 2)
            for values in (families, families * entitled[inside])
        )
        with np.errstate(invalid="ignore"):
            return RegisterGroups(total, weighted / total)

    def outside_share(self, rule: YardstickRule) -> float | None:
        """Of the entitled families met, the share (by weight) not found in the register; None when none was met."""
        inside, outside = (
            float(visits["weight"].to_numpy()[rule.entitled(visits)].sum()) for visits in (self.visits, self.outside)
        )
        return outside / (inside + outside) if inside + outside > 0 else None

    def _features(self, rows: pd.DataFrame) -> np.ndarray:
        """A province enters by the share of its families in desil 1–4, so that small ones learn from their likes."""
        flags = [rows["family_type"].to_numpy(int) >> bit & 1 for bit in range(TRAITS)]
        sources = [rows["known_by"].to_numpy(int) >> bit & 1 for bit in range(SOURCES)]
        classes = [rows[name].to_numpy(float) for name in CLASSES]
        province = rows["province"].map(self._poor_share).to_numpy(float)
        return np.column_stack([province, rows["decile"].to_numpy(float), *flags, *classes, *sources]).astype(float)

    @cached_property
    def _poor_share(self) -> pd.Series:
        poor = self.groups["families"].where(self.groups["decile"].between(1, 4), 0)
        return poor.groupby(self.groups["province"]).sum() / self.groups.groupby("province")["families"].sum()


def linked_sample(connection: duckdb.DuckDBPyConnection, quarter: Quarter) -> LinkedSample:
    """Read what ``72_learning_visit`` and ``74_register_group`` made, in an order that is always the same."""
    visits = connection.table("learning_visit").order("sample_id").df()
    inside = visits["in_register"].to_numpy(bool)
    drawn = connection.table("store.spotcheck_psu").filter("quarter = getvariable('quarter')").order("psu").df()
    rules = connection.table("enacted_rule").order("programme").fetchall()
    return LinkedSample(
        quarter,
        tuple(YardstickRule(*rule) for rule in rules),
        visits[inside].reset_index(drop=True),
        visits[~inside].reset_index(drop=True),
        connection.table("register_group").order("number").df(),
        _stage(drawn),
        float(drawn["interviewed"].sum() / drawn["visits"].sum()),
    )


def _stage(drawn: pd.DataFrame) -> FirstStage:
    """PSUs as if drawn with replacement. A correction for few PSUs is left aside: it holds only when every family of a
    PSU is visited, and the sampling inside PSUs, of which the input tells nothing, would be lost with it."""
    return first_stage(drawn["psu"], drawn["stratum"], area=drawn["kabupaten_code"])
