"""Causes, deciles, floors, small areas and the quality of visits agree with the errors and with plain counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.read.accuracy import causes as errors_why
from data.read.accuracy import visits as errors_verification
from data.read.accuracy.causes import causes, free_share, wrong_by_decile
from data.read.accuracy.compliance import compliance
from data.read.accuracy.errors import errors
from data.read.accuracy.floor import Floor, Total, entitled_total, floor
from data.read.accuracy.small_areas import COVARIATES, small_areas
from data.read.accuracy.spotcheck import ERRORS, Subject, design, national_sums
from data.read.accuracy.visits import corrected, kappa, recheck_of, rechecked, response, response_adjusted
from data.read.published import errors_of_others
from data.store.open import Store
from data.store.scope import Scope
from targeting.survey.rechecks import rogan_gladen
from terms import Quarter
from tests.data.read.accuracy.conftest import NEWEST
from tests.data.read.accuracy.visits import LIMITS, Visits, entitled

NATION = Scope.national()
PERSONS = {error: Subject(NEWEST, "PBI", error, unit="persons") for error in ERRORS}
SUBJECTS = [Subject(NEWEST, programme, error) for programme in LIMITS for error in ERRORS]


@pytest.mark.parametrize("level", ["nation", "province"])
@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_causes_and_deciles_add_up_to_the_error(store: Store, subject: Subject, level: str):
    whole = errors(store, NATION, subject, level).set_index("group")["estimate"]
    for parts in (causes(store, NATION, subject, level), wrong_by_decile(store, NATION, subject, level)):
        assert parts.groupby("group")["estimate"].sum().to_dict() == pytest.approx(whole.to_dict())


@pytest.mark.parametrize("programme", LIMITS)
def test_excluded_outside_the_register_are_counted_as_data(store: Store, visits: Visits, programme: str):
    rows = visits.judged(programme)
    wrong = rows[rows["entitled"] & rows["interviewed"] & ~rows["recipient"]]
    outside = ~wrong["family_id"].isin(set(visits.families["family_id"])) | ~wrong["linked"].astype(bool)
    table = causes(store, NATION, Subject(NEWEST, programme, "exclusion"), "nation").set_index("cause")
    assert table.loc["data_unlisted", "positives"] == outside.sum()
    assert table.loc["data_unlisted", "part"] == "data"


def test_eligible_and_unpaid_are_split_by_free_places(store: Store, monkeypatch: pytest.MonkeyPatch):
    subject = Subject(NEWEST, "PKH", "exclusion")
    monkeypatch.setattr(errors_why, "free_share", lambda *_: 0.25)
    split = causes(store, NATION, subject, "nation").groupby("part")["estimate"].sum()
    monkeypatch.setattr(errors_why, "free_share", lambda *_: None)
    together = causes(store, NATION, subject, "nation").groupby("part")["estimate"].sum()
    assert split["delivery"] == pytest.approx(together["unpaid"] * 0.25)
    assert split["design"] == pytest.approx(together["unpaid"] * 0.75)


def test_places_beyond_the_entitled_are_inclusion_by_design(store: Store, monkeypatch: pytest.MonkeyPatch):
    subject = Subject(NEWEST, "PKH", "inclusion")
    whole = errors(store, NATION, subject, "nation")["estimate"].iloc[0]
    monkeypatch.setattr(errors_why, "inclusion_floor", lambda *_: whole / 4)
    table = causes(store, NATION, subject, "nation")
    by_part = table.groupby("part")["estimate"].sum()
    assert by_part["design"] == pytest.approx(whole / 4)
    assert by_part.sum() == pytest.approx(whole)


def test_free_places_are_unknown_where_no_quota_is_in_force(store: Store):
    assert free_share(store, Quarter(2025, 4), "PKH") is None
    assert 0 <= free_share(store, NEWEST, "PKH") <= 1


@pytest.mark.parametrize("programme", LIMITS)
def test_compliance_counts_the_register_family_by_family(store: Store, visits: Visits, programme: str):
    families = visits.families.assign(weight=visits.families["weight"].fillna(1))
    has_component = families[[*_components()]].gt(0).any(axis=1)
    fits = families["decile"].between(1, LIMITS[programme]) & (has_component if programme == "PKH" else True)
    paid = visits.payments[visits.payments["programme"] == programme]
    on = families["family_id"].isin(set(paid["family_id"]))
    outside = paid[~paid["family_id"].isin(set(families["family_id"]))]["weight"].sum()
    row = compliance(store, NATION, NEWEST, programme, "nation").iloc[0]
    assert row["recipients"] == families.loc[on, "weight"].sum() + outside
    assert row["recipients_beyond"] == families.loc[on & ~fits, "weight"].sum() + outside
    assert row["eligible"] == families.loc[fits, "weight"].sum()
    assert row["exclusion_share"] == families.loc[fits & ~on, "weight"].sum() / families.loc[fits, "weight"].sum()


def _components() -> list[str]:
    return ["pregnant", "children_0_6", "pupils_sd", "pupils_smp", "pupils_sma", "aged_60_plus", "severe_disability"]


@pytest.mark.parametrize("programme", LIMITS)
def test_floor_follows_from_places_and_the_entitled(store: Store, visits: Visits, programme: str):
    found = floor(store, NATION, NEWEST, programme)
    rows = visits.judged(programme)
    rows = rows[rows["interviewed"]]
    share = rows.loc[rows["entitled"], "weight"].sum() / rows.loc[rows["known"], "weight"].sum()
    assert found.entitled.value == pytest.approx(share * visits.families["weight"].sum())
    assert found.entitled.low < found.entitled.value < found.entitled.high
    ratio = found.recipients / found.entitled.value
    assert found.by_identity == pytest.approx(1 - ratio * (1 - found.inclusion))
    filled = max(found.recipients, found.places or 0)
    assert found.exclusion_floor.value == pytest.approx(max(0, 1 - filled / found.entitled.value))
    assert found.exclusion_floor.low <= found.exclusion_floor.value <= found.exclusion_floor.high
    assert (found.places is None) == (programme == "PBI")


def test_floor_of_pbi_in_persons_counts_persons_throughout(store: Store, visits: Visits):
    found = floor(store, NATION, NEWEST, "PBI", "persons")
    paid = visits.payments[visits.payments["programme"] == "PBI"]
    assert found.recipients == (paid["persons_covered"] * paid["weight"].fillna(1)).sum()
    assert found.places == 96_800_000
    assert found.exclusion.value == errors(store, NATION, PERSONS["exclusion"], "nation")["estimate"].iloc[0]
    assert found.entitled.value == entitled_total(store, NATION, NEWEST, "PBI", "persons").value


def test_floor_takes_what_is_paid_when_it_exceeds_the_places():
    overfull = Floor("families", Total(100, 90, 110), 60, 50, 0.1, Total(0.42, 0.4, 0.44))
    assert overfull.exclusion_floor.value == pytest.approx(0.4)
    assert overfull.avoidable_exclusion == pytest.approx(0.02)


def test_entitled_of_all_provinces_make_up_the_nation(store: Store):
    nation = entitled_total(store, NATION, NEWEST, "PKH", "families")
    provinces = sorted({code[:2] for code in design(store, NEWEST).kabupaten})
    parts = [entitled_total(store, Scope.provinces(code), NEWEST, "PKH", "families").value for code in provinces]
    assert sum(parts) == pytest.approx(nation.value, rel=0.05)


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_small_areas_cover_all_kabupaten_and_meet_the_nation(store: Store, visits: Visits, subject: Subject):
    found = small_areas(store, NATION, subject)
    areas = found.areas.set_index("code")
    assert set(areas.index) == {code[:5] for code in visits.families["kecamatan_code"]}
    assert (areas["low"] <= areas["estimate"]).all()
    assert (areas["estimate"] <= areas["high"]).all()
    assert areas["probability_below_target"].between(0, 1).all()
    assert found.precision_low <= found.precision * (1 + 1e-9)
    assert set(found.covariates) <= set(COVARIATES)
    if found.trusted:
        sums = national_sums(store, subject)
        weight = np.bincount(sums.group, weights=sums.weight, minlength=len(sums.groups))
        met = np.average(areas.loc[list(sums.groups), "estimate"], weights=weight)
        assert met == pytest.approx(errors(store, NATION, subject, "nation")["estimate"].iloc[0], rel=1e-3)


def test_small_areas_of_a_scope_are_rows_of_the_national_model(store: Store):
    subject = Subject(NEWEST, "PBI", "inclusion")
    everywhere = small_areas(store, NATION, subject).areas.set_index("code")
    seen = small_areas(store, Scope.provinces("51"), subject).areas.set_index("code")
    assert seen.index.tolist() == [code for code in everywhere.index if code.startswith("51.")] != []
    pd.testing.assert_frame_equal(seen, everywhere.loc[seen.index])


def test_response_counts_every_visit_of_the_scope(store: Store, visits: Visits):
    found = response(store, Scope.provinces("35"), NEWEST)
    rows = visits.judged("PKH")
    rows = rows[rows["kabupaten"].str[:2] == "35"]
    assert found.counts["visits"] == len(rows)
    assert found.counts["refused"] == (rows["outcome"] == "refused").sum()
    assert found.units == rows["psu"].nunique()
    answered, silent = rows["interviewed"], rows["outcome"].isin(["refused", "not_found"])
    weight = rows["weight"]
    assert found.response_share == pytest.approx(weight[answered].sum() / weight[answered | silent].sum())
    assert found.link_share == pytest.approx(weight[answered & rows["known"]].sum() / weight[answered].sum())


def test_raised_weights_hold_within_each_stratum(store: Store, visits: Visits):
    rows = visits.judged("SEMBAKO")
    in_scope = rows[rows["interviewed"] | rows["outcome"].isin(["refused", "not_found"])]
    whole = in_scope.groupby("stratum")["weight"].sum()
    answered = rows[rows["interviewed"]]
    raised = answered["weight"] * answered["stratum"].map(whole / answered.groupby("stratum")["weight"].sum())
    on = answered["recipient"]
    expected = np.average(~answered.loc[on, "entitled"], weights=raised[on])
    assert response_adjusted(store, NATION, Subject(NEWEST, "SEMBAKO", "inclusion")) == pytest.approx(expected)


@pytest.mark.parametrize("yardstick", ["decile", "verdict"])
def test_rechecks_are_counted_as_pairs_of_visits(store: Store, visits: Visits, yardstick: str):
    rows = visits.spotcheck[visits.spotcheck["outcome"] == "interviewed"]
    judged = pd.Series(entitled(rows, "PKH", yardstick).to_numpy(), index=rows["sample_id"])
    again = rows[rows["recheck_of"].notna()]
    first, second = judged.loc[again["recheck_of"]].to_numpy(), judged.loc[again["sample_id"]].to_numpy()
    expected = [[int(((first == a) & (second == b)).sum()) for b in (False, True)] for a in (False, True)]
    found = rechecked(store, Subject(NEWEST, "PKH", "inclusion", yardstick))
    assert found.tolist() == expected
    assert 0 < kappa(found) < 1


def test_inclusion_is_corrected_as_rogan_and_gladen_have_it(store: Store):
    subject = Subject(NEWEST, "PKH", "inclusion")
    seen = errors(store, NATION, subject, "nation").iloc[0]
    expected = rogan_gladen(seen["estimate"], seen["se"] ** 2, recheck_of(rechecked(store, subject)))
    assert corrected(store, NATION, subject).value == pytest.approx(expected.value)


def test_exclusion_stays_as_it_is_when_every_recheck_agrees(store: Store, monkeypatch: pytest.MonkeyPatch):
    subject = Subject(NEWEST, "PKH", "exclusion")
    monkeypatch.setattr(errors_verification, "rechecked", lambda *_: np.array([[5000, 0], [0, 5000]]))
    seen = errors(store, NATION, subject, "nation").iloc[0]
    found = corrected(store, NATION, subject)
    assert found.value == pytest.approx(seen["estimate"])
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * seen["se"], rel=1e-3)


def test_nothing_is_corrected_without_usable_rechecks():
    assert recheck_of(np.zeros((2, 2), dtype=int)) is None
    assert recheck_of(np.array([[1, 5], [5, 1]])) is None
    assert np.isnan(kappa(np.zeros((2, 2))))


def test_figures_of_others_name_owner_date_definition_and_source():
    table = errors_of_others()
    assert table.drop(columns="before").notna().all(axis=None)
    assert table["value"].between(0, 1).all()
    assert {"E10", "E11", "E12", "E13", "E16", "E23"} <= set(table["fact"])
