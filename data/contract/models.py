"""Tables of the store about what models of the spot check learned."""

from __future__ import annotations

from data.contract.columns import (
    _CHECK,
    _ERROR,
    _FAMILIES,
    _KABUPATEN,
    _MANY_FAMILIES,
    _PAYMENTS,
    _PROGRAMME,
    BuiltTable,
    Column,
    _code,
    _count,
    _decile,
    _flag,
    _quarter,
)

_ROUND = _quarter("round of the spot check that the model was fitted to", _CHECK)


_MODEL = "models of the spot check"


def _share(name: str, meaning: str) -> Column:
    return Column(name, "DOUBLE", "share", "0 to 1, or empty", meaning, _MODEL)


def _number(name: str, unit: str, allowed: str, meaning: str) -> Column:
    return Column(name, "DOUBLE", unit, allowed, meaning, _MODEL)


_EFFECT = (
    _code("term", ("decile", "trait", "province"), "what the effect belongs to", _MODEL),
    _code("level", "0 to 10; bit of the family type, 0 to 4; province code", "which one of the term", _MODEL),
    _flag("on_programme", "for recipients, else for the others", _MODEL),
    Column("draw", "SMALLINT", "", "0 to 200", "0 = estimate, then replicates by number", _MODEL),
    Column("effect", "FLOAT", "log odds", "a number", "effects of a family add up to its log odds", _MODEL),
)


ENTITLED_EFFECT = BuiltTable(
    "entitled_effect",
    "one effect on the log odds of being entitled, in the estimate (draw 0) or in one replicate of it",
    (_ROUND, _PROGRAMME, *_EFFECT),
)


ENTITLED_LIMIT_EFFECT = BuiltTable(
    "entitled_limit_effect",
    "the same, were another decile than the enacted one the last that is entitled: the yardstick of a scenario's rule",
    (_ROUND, _PROGRAMME, _decile("max_decile", "1 to 6", "last decile entitled, inclusive", _CHECK), *_EFFECT),
)


ENTITLED_ROUND = BuiltTable(
    "entitled_round",
    "one programme in the newest round of the spot check: what its models rest on",
    (
        _ROUND,
        _PROGRAMME,
        _count("visits", "families", "interviewed families found in the register (not weighted)", _CHECK),
        _count("psus", "PSUs", "primary sampling units drawn", _CHECK),
        _count("replicates", "draws", "replicates of the effects; 0 without a model", _MODEL),
        _share("entitled_outside_share", "entitled families met that are not in the register ÷ entitled families met"),
        _code("lacks", "a sentence or empty", "what is missing for a model", _MODEL),
    ),
)


CHECKING_GROUP = BuiltTable(
    "checking_group",
    "one group of families of a kabupaten, on a programme or not, with those expected to be misplaced",
    (
        _ROUND,
        _PROGRAMME,
        _KABUPATEN,
        _decile("decile", "0 to 10", "national welfare decile; 0 = not ranked"),
        Column("family_type", "TINYINT", "sum of traits", "0 to 31", "as in cell", _FAMILIES),
        _flag("on_programme", "recipients, else the others", _PAYMENTS),
        _MANY_FAMILIES,
        _number("wrong", "families", "0 to families", "recipients not entitled, or entitled not recipients, expected"),
    ),
)


CHECKING_QUALITY = BuiltTable(
    "checking_quality",
    "how good the chances of being misplaced are for families that their model has not seen",
    (
        _ROUND,
        _PROGRAMME,
        _count("visits", "families", "families that it was measured on", _CHECK),
        _count("psus", "PSUs", "primary sampling units drawn", _CHECK),
        _share("interviewed_share", "interviews ÷ visits"),
        _share("wrong_share", "misplaced families"),
        _share("auc", "0.5 = blind, 1 = perfect"),
        _share("brier", "mean squared error of the chance"),
        _share("brier_of_mean", "the same when everyone is given the mean"),
        _number("slope", "", "1 = calibrated", "slope of the outcome on the log odds"),
        _number("lift", "times", "at least 0", "misplaced families in the tenth with the highest chances ÷ in all"),
        _code("worst_area", "province code or empty", "province with the lowest AUC, of those with 100 visits", _MODEL),
        _share("worst_auc", "AUC there"),
    ),
)


ASSISTED_ERROR = BuiltTable(
    "assisted_error",
    "one error among registered families in one area: the direct estimate and the model-assisted one",
    (
        _ROUND,
        _PROGRAMME,
        _ERROR,
        _code("code", "ID or province code", "area", _CHECK),
        _count("n", "families", "families in the denominator of the direct estimate", _CHECK),
        _count("psus", "PSUs", "PSUs that hold them", _CHECK),
        _count("df", "", "PSUs less strata", _CHECK),
        _share("direct", "direct estimate"),
        _share("direct_se", "its standard error"),
        _share("direct_low", "lower bound of its 95 % interval"),
        _share("direct_high", "upper bound"),
        _share("estimate", "model-assisted (difference) estimate"),
        _share("se", "its standard error"),
        _share("low", "lower bound of its 95 % interval"),
        _share("high", "upper bound"),
        _number("n_effective", "families", "above 0 or empty", "simple random sample of the same precision"),
        _number("narrowing", "share", "at most 1, or empty", "1 − width of the interval ÷ width of the direct one"),
    ),
)


#: Filled by the newest round of the spot check alone.
MODELLED = (ENTITLED_EFFECT, ENTITLED_LIMIT_EFFECT, ENTITLED_ROUND, CHECKING_GROUP, CHECKING_QUALITY, ASSISTED_ERROR)
