"""The tables of the store as code: what one row is, and the type, unit, meaning and source of every column.

All counts are weighted. The source is the input table that a column is counted from.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.contract import (
    EMPOWERMENT_OUTCOMES,
    EXIT_REASONS,
    PILLARS,
    PROGRAMMES,
    UPDATE_CHANNELS,
    UPDATE_KINDS,
    UPDATE_OUTCOMES,
    UPDATE_STAGES,
    Column,
)


@dataclass(frozen=True)
class BuiltTable:
    """One table of the store: what one row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]


#: Goes up whenever a table or column of the store changes, or what one counts: a build of another layout is not read.
LAYOUT = 2

FLOWS = ("opening", "entered", "moved_in", "exited", "moved_out", "closing")
REGISTER_FLOWS = ("opening", "born", "moved_in", "left", "moved_out", "closing")
ENTRY_REASONS = ("first_time", "returned", "more_members")
MOVE_REASONS = ("within_province", "other_province")
REASONS = (*ENTRY_REASONS, *EXIT_REASONS, "fewer_members", "unknown", *MOVE_REASONS)
QUARTERS_ON = "0 not on it; 1 to 24; whole years 28, 32 … 72; 73 = over 72"

_FAMILIES = "families"
_PAYMENTS = "payments"
_BUILD = "the build"
_CHECK = "spotcheck"


def _code(name: str, allowed: str | tuple[str, ...], meaning: str, source: str, unit: str = "") -> Column:
    return Column(name, "VARCHAR", unit, allowed, meaning, source)


def _count(name: str, unit: str, meaning: str, source: str, kind: str = "INTEGER") -> Column:
    return Column(name, kind, unit, "at least 0", meaning, source)


def _flag(name: str, meaning: str, source: str) -> Column:
    return Column(name, "BOOLEAN", "", "true, false", meaning, source)


def _decile(name: str, allowed: str, meaning: str, source: str = _FAMILIES) -> Column:
    return Column(name, "TINYINT", "decile of persons", allowed, meaning, source)


def _quarter(meaning: str = "quarter of the snapshot", source: str = _FAMILIES) -> Column:
    return _code("quarter", "2026Q1 …", meaning, source, "quarter")


_KABUPATEN = _code("kabupaten_code", "35.15 …", "kabupaten/kota, Kemendagri code", "families, payments")
_PROGRAMME = _code("programme", PROGRAMMES, "programme of aid", _PAYMENTS)
_MANY_FAMILIES = _count("families", "families", "families", "families, payments", "BIGINT")
_MANY_PERSONS = _count("persons", "persons", "members of these families", _FAMILIES, "BIGINT")
_AIDED_PERSONS = _count("persons", "persons", "PBI: members covered; empty for family programmes", _PAYMENTS, "BIGINT")


def _weight_sum(name: str, meaning: str, unit: str = "families") -> Column:
    return Column(name, "DOUBLE", unit, "at least 0", f"survey weight of {meaning}; blind rechecks left out", _CHECK)


CELL = BuiltTable(
    "cell",
    "one group of families of a kabupaten that are alike in everything that a policy may look at",
    (
        _quarter(),
        _KABUPATEN,
        _decile("decile", "0 to 10", "national welfare decile; 0 = not ranked"),
        Column(
            "family_type",
            "TINYINT",
            "sum of traits",
            "0 to 31",
            "1 PKH component + 2 elderly + 4 severe disability + 8 pregnant woman or child 0–6 + 16 able adult 18–59",
            _FAMILIES,
        ),
        Column("quarters_on_pkh", "TINYINT", "quarters", QUARTERS_ON, "consecutive quarters on PKH", _PAYMENTS),
        Column("quarters_on_sembako", "TINYINT", "quarters", QUARTERS_ON, "the same on Sembako", _PAYMENTS),
        _flag("on_pbi", "at least one member is covered by PBI", _PAYMENTS),
        _count("families", "families", "families", _FAMILIES),
        _count("persons", "persons", "members of these families", _FAMILIES),
        _count("pbi_persons", "persons", "members covered by PBI", _PAYMENTS),
        _count("pregnant", "persons", "pregnant women, counted first within four a family", _FAMILIES),
        _count("children_0_6", "persons", "children aged 0–6, counted second", _FAMILIES),
        _count("pupils_sd", "persons", "pupils in SD, counted last", _FAMILIES),
        _count("pupils_smp", "persons", "pupils in SMP, counted sixth", _FAMILIES),
        _count("pupils_sma", "persons", "pupils in SMA, counted fifth", _FAMILIES),
        _count("elderly", "persons", "elderly, at most one a family, counted third", _FAMILIES),
        _count("severe_disability", "persons", "severely disabled, at most one a family, counted fourth", _FAMILIES),
        _count("all_pupils_sd", "persons", "pupils in SD, before the limit of four a family", _FAMILIES),
        _count("all_pupils_smp", "persons", "pupils in SMP, before the limit", _FAMILIES),
        _count("all_pupils_sma", "persons", "pupils in SMA, before the limit", _FAMILIES),
        _count("rupiah_pkh", "rupiah", "paid by PKH in the quarter", _PAYMENTS, "BIGINT"),
        _count("rupiah_sembako", "rupiah", "paid by Sembako in the quarter", _PAYMENTS, "BIGINT"),
        _count("rupiah_pbi", "rupiah", "premiums paid by PBI in the quarter", _PAYMENTS, "BIGINT"),
    ),
)

UNMATCHED = BuiltTable(
    "unmatched",
    "one programme in one kabupaten: payments to families that the register does not hold",
    (
        _quarter(source=_PAYMENTS),
        _KABUPATEN,
        _PROGRAMME,
        _MANY_FAMILIES,
        _AIDED_PERSONS,
        _count("rupiah", "rupiah", "paid in the quarter", _PAYMENTS, "BIGINT"),
    ),
)

MOVEMENT = BuiltTable(
    "movement",
    "one flow of one programme in one kabupaten, by reason; at the first snapshot closing alone",
    (
        _quarter("quarter in which the flow ends"),
        _KABUPATEN,
        _PROGRAMME,
        _code("flow", FLOWS, "opening + entered + moved_in − exited − moved_out = closing", _PAYMENTS),
        _code(
            "reason",
            (*REASONS, "empty"),
            "why families entered or exited; how far they moved",
            "exits, families, payments",
        ),
        _flag("given", "the reason was given by the programme, not derived", "exits"),
        _MANY_FAMILIES,
        _AIDED_PERSONS,
    ),
)

DECILE_FLOW = BuiltTable(
    "decile_flow",
    "one group of families by decile one to four quarters ago and now",
    (
        _quarter("quarter in which the step ends"),
        _code("quarter_before", "2025Q4 …", "quarter in which the step begins", _FAMILIES, "quarter"),
        _code("kabupaten_code", "35.15 …", "where the families are now, or were last", _FAMILIES),
        _decile("decile_before", "-1 to 10", "decile then; -1 = not in the register"),
        _decile("decile_after", "-1 to 10", "decile now; -1 = not in the register"),
        _flag("on_aid_before", "on PKH or Sembako then", _PAYMENTS),
        _flag("on_aid_after", "on PKH or Sembako now", _PAYMENTS),
        _flag("verified", "verified in the field since then", _FAMILIES),
        _MANY_FAMILIES,
        _count("persons", "persons", "members now, or when last in the register", _FAMILIES, "BIGINT"),
    ),
)

REGISTER_FLOW = BuiltTable(
    "register_flow",
    "one flow of the register in one kabupaten; at the first snapshot closing alone",
    (
        _quarter("quarter in which the flow ends"),
        _KABUPATEN,
        _code("flow", REGISTER_FLOWS, "opening + born + moved_in − left − moved_out = closing", _FAMILIES),
        _MANY_FAMILIES,
        _count(
            "persons", "persons", "members; born and left hold those of families that stay too", _FAMILIES, "BIGINT"
        ),
    ),
)

SPELL = BuiltTable(
    "spell",
    "one group of spells on one programme, ended in the quarter or still running at its snapshot",
    (
        _quarter("quarter of the exit, or of the snapshot for spells that still run"),
        _PROGRAMME,
        _code("province_code", "35 …", "province, Kemendagri code", "families, payments"),
        Column(
            "family_type", "TINYINT", "sum of traits", "-1 to 31", "as in cell; -1 = not in the register", _FAMILIES
        ),
        Column(
            "entry",
            "SMALLINT",
            "quarters",
            "0 to stop",
            "quarters completed before the first snapshot saw the spell (left truncation)",
            _PAYMENTS,
        ),
        Column(
            "stop",
            "SMALLINT",
            "quarters",
            "at least entry",
            "quarters completed whose end was seen; at risk for quarters t with entry < t ≤ stop",
            _PAYMENTS,
        ),
        _code("cause", (*EXIT_REASONS, "unknown", "empty"), "reason of exit; empty = still on aid", "exits, families"),
        _MANY_FAMILIES,
    ),
)

_FILED = _quarter("quarter of filing", "updates")
_WHERE_FILED = _code("kabupaten_code", "35.15 …", "where it was filed", "updates")
_KIND = _code("kind", UPDATE_KINDS, "usul, sanggah or correction", "updates")
_CHANNEL = _code("channel", UPDATE_CHANNELS, "formal or participatory channel", "updates")
_PROPOSALS = _count("proposals", "proposals", "proposals, objections and corrections (not weighted)", "updates")

UPDATE_FLOW = BuiltTable(
    "update_flow",
    "one group of proposals that are alike, each counted once, as the latest delivery tells it",
    (
        _FILED,
        _WHERE_FILED,
        _KIND,
        _CHANNEL,
        _code("stage", UPDATE_STAGES, "stage that it reached", "updates"),
        _code("outcome", UPDATE_OUTCOMES, "what became of it", "updates"),
        _flag("overdue", "pending for over three months on the last day that the deliveries tell of", "updates"),
        _PROPOSALS,
    ),
)

UPDATE_DAYS = BuiltTable(
    "update_days",
    "one group of decided proposals by the time that the decision took",
    (
        _FILED,
        _WHERE_FILED,
        _KIND,
        _CHANNEL,
        Column("days", "INTEGER", "days", "at least 0", "from filing to decision", "updates"),
        _PROPOSALS,
    ),
)

UPDATE_EFFECT = BuiltTable(
    "update_effect",
    "one group of accepted proposals by the decile before and after",
    (
        _FILED,
        _WHERE_FILED,
        _KIND,
        _decile("decile_before", "0 to 10 or empty", "decile when filed", "updates"),
        _decile("decile_after", "0 to 10 or empty", "decile after the decision", "updates"),
        _PROPOSALS,
    ),
)

UPDATE_SPAN = BuiltTable(
    "update_span",
    "the one row that says which days the proposals cover; the days are empty when there are none",
    (
        Column("first_day", "DATE", "date", "a date or empty", "first day of filing", "updates"),
        Column("last_day", "DATE", "date", "a date or empty", "last day of filing or decision", "updates"),
        _PROPOSALS,
    ),
)

REGISTER_QUALITY = BuiltTable(
    "register_quality",
    "one group of families of a kabupaten that are alike in how the register knows them",
    (
        _quarter(),
        _code("kabupaten_code", "35.15 …", "where registered", _FAMILIES),
        _flag("verified_within_year", "verified in the field in this quarter or the three before", _FAMILIES),
        _flag("from_dtks", "known to the former DTKS", _FAMILIES),
        _flag("from_regsosek", "known to the Regsosek census", _FAMILIES),
        _flag("from_p3ke", "known to P3KE", _FAMILIES),
        _code("civil_match", "matched, unmatched, inactive or empty", "result of matching with Dukcapil", _FAMILIES),
        _flag("ranked", "has a decile from 1 to 10", _FAMILIES),
        _MANY_FAMILIES,
        _MANY_PERSONS,
    ),
)

_VISITED = _quarter("quarter of the visits", _CHECK)
_WHERE_VISITED = _code("kabupaten_code", "35.15 …", "where visited", _CHECK)
_PSU = Column(
    "psu", "INTEGER", "", "1 …", "number of the primary sampling unit within the quarter; not its name", _CHECK
)
_ERROR = _code("error", ("inclusion", "exclusion"), "recipients not entitled, or entitled not recipients", _CHECK)
_YARDSTICK = _code("yardstick", ("decile", "verdict"), "entitled by verified decile and components, or officer", _CHECK)

SPOTCHECK_PSU = BuiltTable(
    "spotcheck_psu",
    "one primary sampling unit of the spot check: its place in the design and what became of its visits",
    (
        _VISITED,
        _WHERE_VISITED,
        _code("stratum", "text", "stratum of the sample design", _CHECK),
        _PSU,
        Column("fpc", "DOUBLE", "PSUs", "at least those drawn, or empty", "PSUs in the stratum", _CHECK),
        _count("visits", "visits", "visits, whatever their outcome", _CHECK),
        _count("interviewed", "families", "families interviewed (not weighted)", _CHECK),
        _count("refused", "visits", "families that refused", _CHECK),
        _count("not_found", "visits", "families not found", _CHECK),
        _count("moved", "visits", "families that had moved away", _CHECK),
        _count("deceased", "visits", "families that had died out", _CHECK),
        _count("linked", "families", "families interviewed that register or payments know", _CHECK),
        _weight_sum("in_scope_weight", "families interviewed, refused or not found"),
        _weight_sum("interviewed_weight", "families interviewed"),
        Column("interviewed_weight_squares", "DOUBLE", "families²", "at least 0", "sum of their squares", _CHECK),
        _weight_sum("linked_weight", "families interviewed that register or payments know"),
        _weight_sum("linked_person_weight", "their members", "persons"),
    ),
)

SPOTCHECK_SUM = BuiltTable(
    "spotcheck_sum",
    "one error of one programme in one PSU and one domain of families: sums, never visits",
    (
        _VISITED,
        _PROGRAMME,
        _ERROR,
        _YARDSTICK,
        _code("domain", "all, linked, or a trait found by the visit", "families that are counted", _CHECK),
        _code("unit", ("families", "persons"), "what the weights count: PBI is counted in persons too", _CHECK),
        _WHERE_VISITED,
        _PSU,
        _count("n", "families", "families in the error's denominator (not weighted)", _CHECK),
        Column("positives", "DOUBLE", "families", "0 to n", "those in error (persons: sum of their shares)", _CHECK),
        _weight_sum("weight", "families (persons) in the denominator"),
        _weight_sum("weight_positives", "families (persons) in error"),
        Column("weight_squares", "DOUBLE", "families²", "at least 0", "sum of the squares of the weights", _CHECK),
        _weight_sum("person_weight", "members of families in the denominator", "persons"),
    ),
)

SPOTCHECK_WRONG = BuiltTable(
    "spotcheck_wrong",
    "one kind of wrong families in one PSU, by the verified decile and components",
    (
        _VISITED,
        _PROGRAMME,
        _ERROR,
        _code("kind", ("cause", "decile"), "what the value tells", _CHECK),
        _code(
            "value",
            "a cause, or -1 to 10",
            "cause of the error; or decile: the verified one for inclusion, the register's for exclusion",
            "spotcheck, families, payments",
        ),
        _WHERE_VISITED,
        _PSU,
        _count("positives", "families", "families in error (not weighted)", _CHECK),
        _weight_sum("weight_positives", "families in error"),
    ),
)

SPOTCHECK_RECHECK = BuiltTable(
    "spotcheck_recheck",
    "one pair of judgements on families that were visited twice, the second time blind",
    (
        _VISITED,
        _PROGRAMME,
        _YARDSTICK,
        _flag("first_entitled", "entitled by the first visit", _CHECK),
        _flag("again_entitled", "entitled by the blind second visit", _CHECK),
        _count("families", "families", "families (not weighted)", _CHECK),
    ),
)

QUOTA = BuiltTable(
    "quota",
    "the places of one programme in one kabupaten",
    (
        _quarter(source="quotas"),
        _code("kabupaten_code", "35.15 …", "kabupaten/kota, Kemendagri code", "quotas"),
        _code("programme", (*PROGRAMMES, "declared in a policy file"), "programme of aid", "quotas"),
        _count("quota", "families (PBI: persons)", "places in the quarter", "quotas", "BIGINT"),
    ),
)

_EMPOWERED = "empowerment, families, payments, exits"

EMPOWERMENT = BuiltTable(
    "empowerment",
    "one group of families in an empowerment programme that are alike in place, outcome and aid",
    (
        _quarter(source="empowerment"),
        _code("kabupaten_code", "35.15 …, or empty", "where registered or paid; empty = known to neither", _EMPOWERED),
        _code("pillar", PILLARS, "ability, asset or accessibility", "empowerment"),
        _code("programme", "for example PENA", "empowerment programme", "empowerment"),
        _code("outcome", EMPOWERMENT_OUTCOMES, "what became of it in the quarter", "empowerment"),
        _flag("on_pkh", "on PKH in the quarter, or left it in the quarter", _EMPOWERED),
        _flag("on_sembako", "the same of Sembako", _EMPOWERED),
        _flag("on_pbi", "the same of PBI", _EMPOWERED),
        _count("families", "families", "families; one in two programmes counts twice", _EMPOWERED, "BIGINT"),
    ),
)

UNREAD_FILE = BuiltTable(
    "unread_file",
    "one file or folder of the inbox that the build did not read",
    (
        _code("quarter", "2026Q1 …, or empty", "quarter whose folder holds it; empty = the inbox itself", _BUILD),
        _code("name", "text", "its name, cut to 80 characters, long numbers masked", _BUILD),
    ),
)

SPOTCHECK_DECILE = BuiltTable(
    "spotcheck_decile",
    "one PSU of the spot check: how the register's decile agrees with the verified one, of families that both rank",
    (
        _VISITED,
        _WHERE_VISITED,
        _PSU,
        _count("n", "families", "families interviewed that have both deciles (not weighted)", _CHECK),
        _count("exact", "families", "those of them with equal deciles (not weighted)", _CHECK),
        _count("within_one", "families", "those whose deciles differ by one at most (not weighted)", _CHECK),
        _weight_sum("weight", "families with both deciles"),
        _weight_sum("weight_exact", "families with equal deciles"),
        _weight_sum("weight_within_one", "families whose deciles differ by one at most"),
        Column("weight_squares", "DOUBLE", "families²", "at least 0", "sum of the squares of the weights", _CHECK),
        _weight_sum("sum_x", "families, times the register's decile"),
        _weight_sum("sum_y", "families, times the verified decile"),
        _weight_sum("sum_xx", "families, times the square of the register's decile"),
        _weight_sum("sum_yy", "families, times the square of the verified decile"),
        _weight_sum("sum_xy", "families, times both deciles"),
    ),
)

QUARTER_INFO = BuiltTable(
    "quarter_info",
    "one quarter in the store",
    (
        _quarter(source="manifest.toml"),
        Column("as_of", "DATE", "date", "a date", "day of the snapshot", "manifest.toml"),
        _code("sent_by", "text", "office that sent the quarter", "manifest.toml"),
        _flag("synthetic", "made up, not a real register", "manifest.toml"),
        _code("truth", "JSON", "true figures that only a made-up register can know", "manifest.toml"),
        _code("build_id", "text", "build that counted the quarter", _BUILD),
    ),
)

PROVENANCE = BuiltTable(
    "provenance",
    "one build that led to this store, the latest last",
    (
        _code("build_id", "text", "the build", _BUILD),
        Column("built_at", "TIMESTAMP", "UTC", "a time", "when the build ended", _BUILD),
        _code("code_version", "text", "version of the code", _BUILD),
        _code("built_quarters", "2026Q1, …", "quarters that it counted", _BUILD),
        Column("seconds", "DOUBLE", "seconds", "above 0", "duration", _BUILD),
    ),
)

SOURCE_FILE = BuiltTable(
    "source_file",
    "one input file",
    (
        _quarter(source=_BUILD),
        _code("table_name", "families, payments …", "table of the contract", _BUILD),
        _code("file", "text", "file within the folder of the quarter", _BUILD),
        _code("sha256", "64 hexadecimal digits", "hash of its content", _BUILD),
        _count("bytes", "bytes", "size", _BUILD, "BIGINT"),
        Column("modified", "BIGINT", "nanoseconds since 1970", "a time", "last change of the file", _BUILD),
        _count("rows", "rows", "rows; empty for the manifest", _BUILD, "BIGINT"),
    ),
)

ROW_ACCOUNT = BuiltTable(
    "row_account",
    "one input table of one quarter: rows in = rows built + rows set aside",
    (
        _quarter(source=_BUILD),
        _code("table_name", "families, payments …", "table of the contract", _BUILD),
        _count("rows_in", "rows", "rows in the files", _BUILD, "BIGINT"),
        _count("rows_built", "rows", "rows that the store counts (not weighted)", _BUILD, "BIGINT"),
        _count("rows_set_aside", "rows", "broken rows, set aside with their reasons", _BUILD, "BIGINT"),
    ),
)

CHECK_RESULT = BuiltTable(
    "check_result",
    "one claim checked before or after the build of a quarter",
    (
        _quarter(source=_BUILD),
        _code("name", "a claim", "what was checked", _BUILD),
        _code(
            "severity",
            ("error", "warning", "note"),
            "error: not built; warning: built and shown; note: told, as expected",
            _BUILD,
        ),
        _count("failures", "rows", "rows that break the claim", _BUILD, "BIGINT"),
    ),
)

_ROUND = _quarter("round of the spot check that the model was fitted to", _CHECK)
_MODEL = "models of the spot check"


def _share(name: str, meaning: str) -> Column:
    return Column(name, "DOUBLE", "share", "0 to 1, or empty", meaning, _MODEL)


def _number(name: str, unit: str, allowed: str, meaning: str) -> Column:
    return Column(name, "DOUBLE", unit, allowed, meaning, _MODEL)


ENTITLED_EFFECT = BuiltTable(
    "entitled_effect",
    "one effect on the log odds of being entitled, in the estimate (draw 0) or in one replicate of it",
    (
        _ROUND,
        _PROGRAMME,
        _code("term", ("decile", "trait", "province"), "what the effect belongs to", _MODEL),
        _code("level", "0 to 10; bit of the family type, 0 to 4; province code", "which one of the term", _MODEL),
        _flag("on_programme", "for recipients, else for the others", _MODEL),
        Column("draw", "SMALLINT", "", "0 to 200", "0 = estimate, then replicates by number", _MODEL),
        Column("effect", "FLOAT", "log odds", "a number", "effects of a family add up to its log odds", _MODEL),
    ),
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
    "one group of families of a kabupaten, on a programme or not, with those expected in the wrong place",
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
    "how good the chances of a wrong place are for families that their model has not seen",
    (
        _ROUND,
        _PROGRAMME,
        _count("visits", "families", "families that it was measured on", _CHECK),
        _count("psus", "PSUs", "primary sampling units drawn", _CHECK),
        _share("interviewed_share", "interviews ÷ visits"),
        _share("wrong_share", "families in the wrong place"),
        _share("auc", "0.5 = blind, 1 = perfect"),
        _share("brier", "mean squared error of the chance"),
        _share("brier_of_mean", "the same when everyone is given the mean"),
        _number("slope", "", "1 = calibrated", "slope of the outcome on the log odds"),
        _number("lift", "times", "at least 0", "wrong places in the tenth with the highest chances ÷ in all"),
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
MODELLED = (ENTITLED_EFFECT, ENTITLED_ROUND, CHECKING_GROUP, CHECKING_QUALITY, ASSISTED_ERROR)

BUILT = (
    CELL,
    UNMATCHED,
    MOVEMENT,
    DECILE_FLOW,
    REGISTER_FLOW,
    SPELL,
    UPDATE_FLOW,
    UPDATE_DAYS,
    UPDATE_EFFECT,
    UPDATE_SPAN,
    REGISTER_QUALITY,
    SPOTCHECK_PSU,
    SPOTCHECK_SUM,
    SPOTCHECK_WRONG,
    SPOTCHECK_RECHECK,
    QUOTA,
    EMPOWERMENT,
    SPOTCHECK_DECILE,
    QUARTER_INFO,
    PROVENANCE,
    SOURCE_FILE,
    UNREAD_FILE,
    ROW_ACCOUNT,
    CHECK_RESULT,
    *MODELLED,
)
