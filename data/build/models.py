"""Fits the models of a build on the newest round of the spot check, and puts what they learned into the store.

The linked sample is read here and nowhere else, and ends with the build: the store keeps effects, chances of groups,
estimates and measures of quality, never a visit.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from data.build.linked_sample import LinkedSample, YardstickRule, linked_sample
from data.build.quarter import Counter
from data.build.steps import run, watched
from data.contract.columns import ARROW, BuiltTable
from data.contract.models import MODELLED
from data.statements import statement
from targeting.model.assisted import assisted
from targeting.model.entitled import Effects, entitled_effects
from targeting.model.misplaced import Learnt, learn
from targeting.model.quality import quality
from targeting.model.threads import one_thread
from targeting.survey.replicate import rao_wu_multipliers
from terms import NATION, Quarter

REPLICATES = 200
#: Other last deciles that an estimate is made for, with fewer replicates: each takes a build about as long as the
#: enacted one, and a cut-off above 6 is odd (it is warned of).
DECILE_LIMITS, LIMIT_REPLICATES = range(1, 7), 100
SEED = 20260101
TERMS = ("decile", "trait", "province")
PLACES = "build/models/register_place"


def make_model_tables(counter: Counter) -> None:
    """The tables of the models, empty, so that a store without a round has them too."""
    for table in MODELLED:
        _append(counter, table.name, pd.DataFrame(columns=[column.name for column in table.columns]))


def fit_models(counter: Counter, quarter: Quarter, places: str = PLACES) -> None:
    """Fit on the visits of the quarter that was counted last, programme by programme; those with too few visits for an
    estimate get a row in ``entitled_round`` that says what is missing. ``places`` is the statement that makes
    ``register_place``."""
    connection = counter.connection
    run(connection, "build/models/model_family", "build/models/learning_visit", places, "build/models/register_group")
    visits = connection.table("learning_visit").count("*").fetchall()[0][0]
    with watched(connection, counter.progress, f"{quarter} models of the spot check", visits), one_thread():
        found = linked_sample(connection, quarter)
        multipliers = None
        chances = []
        for rule in found.rules:
            lacks = found.lacks(rule)
            _append(counter, "entitled_round", _round(found, rule, lacks))
            if lacks:
                continue
            if multipliers is None:
                multipliers = rao_wu_multipliers(found.stage, REPLICATES, SEED)
            chances.append(_programme(counter, found, rule, multipliers))
    if chances:
        connection.register("group_chance", pa.Table.from_pandas(pd.concat(chances), preserve_index=False))
        counter.append("checking_group", connection.sql(statement("build/models/checking_group")))
        connection.unregister("group_chance")


def _programme(counter: Counter, found: LinkedSample, rule: YardstickRule, multipliers: np.ndarray) -> pd.DataFrame:
    """Fit all models of one programme; returns the chance of being misplaced by group of the register."""
    effects = entitled_effects(found.linked(rule), found.counted(rule), found.stage, multipliers)
    _append(counter, "entitled_effect", _effects(found, rule, effects))
    _append_limits(counter, found, rule, multipliers)
    learnt = learn(found.features, found.sample(rule), found.stage)
    groups = found.groups
    recipient = groups[rule.on_column].to_numpy() > 0
    entitled = found.chances(learnt)
    _append(counter, "assisted_error", _assisted(found, rule, learnt, entitled))
    _append(counter, "checking_quality", _quality(found, rule, learnt))
    wrong = learnt.wrong(entitled, recipient)
    return pd.DataFrame(
        {
            "number": groups["number"].to_numpy(),
            "programme": rule.programme,
            "millionths": np.rint(wrong * 1e6).astype(np.int64),
        }
    )


def _append_limits(counter: Counter, found: LinkedSample, rule: YardstickRule, multipliers: np.ndarray) -> None:
    """Who would be entitled were another decile the last one; limits with too few visits of a kind are left out."""
    for limit in DECILE_LIMITS:
        other = replace(rule, max_decile=limit)
        if limit != rule.max_decile and not found.lacks(other):
            effects = entitled_effects(
                found.linked(other), found.counted(other), found.stage, multipliers[:LIMIT_REPLICATES]
            )
            rows = _effects(found, other, effects).assign(max_decile=np.int8(limit))
            _append(counter, "entitled_limit_effect", rows)


def _round(found: LinkedSample, rule: YardstickRule, lacks: str) -> pd.DataFrame:
    outside = found.outside_share(rule)
    return pd.DataFrame(
        {
            "quarter": [str(found.quarter)],
            "programme": [rule.programme],
            "visits": [len(found.visits)],
            "psus": [len(found.stage.psus)],
            "replicates": [0 if lacks else REPLICATES],
            "entitled_outside_share": [outside],
            "lacks": [lacks],
        }
    )


def _effects(found: LinkedSample, rule: YardstickRule, effects: Effects) -> pd.DataFrame:
    """One row an effect and draw, in the order of the store."""
    rows = []
    for term in TERMS:
        values = getattr(effects, term)
        draws, sides, levels = values.shape
        names = np.array(found.provinces if term == "province" else [str(level) for level in range(levels)])
        draw, side, level = (place.ravel() for place in np.indices((draws, sides, levels)))
        rows.append(
            pd.DataFrame(
                {
                    "quarter": str(found.quarter),
                    "programme": rule.programme,
                    "term": term,
                    "level": names[level],
                    "on_programme": side == 1,
                    "draw": draw.astype(np.int16),
                    "effect": values.ravel(),
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def _assisted(found: LinkedSample, rule: YardstickRule, learnt: Learnt, entitled: np.ndarray) -> pd.DataFrame:
    """Both errors of the nation and of each province of the sample."""
    nation = assisted(learnt.sample, learnt.held_out, found.register(rule, entitled, None), found.stage)
    places = found.visits["province_code"].to_numpy()
    provinces = assisted(
        learnt.sample, learnt.held_out, found.register(rule, entitled, np.unique(places)), found.stage, places
    )
    both = pd.concat([nation.assign(group=NATION), provinces], ignore_index=True).rename(columns={"group": "code"})
    return both.assign(quarter=str(found.quarter), programme=rule.programme)


def _quality(found: LinkedSample, rule: YardstickRule, learnt: Learnt) -> pd.DataFrame:
    sample = learnt.sample
    measured = quality(learnt.held_out_wrong, learnt.is_wrong, sample.weight, found.visits["province_code"].to_numpy())
    row = vars(measured) | {
        "quarter": str(found.quarter),
        "programme": rule.programme,
        "psus": len(found.stage.psus),
        "interviewed_share": found.interviewed_share,
    }
    return pd.DataFrame([row]).rename(columns={"n": "visits", "share": "wrong_share"})


def _append(counter: Counter, name: str, frame: pd.DataFrame) -> None:
    """The declared columns of the frame, in their order and types, at the end of the table."""
    table: BuiltTable = next(table for table in MODELLED if table.name == name)
    schema = pa.schema([(column.name, ARROW[column.type]) for column in table.columns])
    arrays = [pa.array(frame[field.name], field.type, from_pandas=True) for field in schema]
    rows: duckdb.DuckDBPyRelation = counter.connection.from_arrow(pa.Table.from_arrays(arrays, schema=schema))
    counter.connection.execute("set preserve_insertion_order = true")
    counter.append(name, rows)
    counter.connection.execute("set preserve_insertion_order = false")
