"""The input contract as code: the seven tables of a quarter, their columns, units, allowed values and meanings.

The column dictionary on screen and in the README is made from these values, so that they cannot differ.
"""

from __future__ import annotations

from data.contract.columns import Column, Table
from data.contract.values import (
    ALLOCATION,
    CHANNELS,
    CIVIL_MATCHES,
    DTSEN,
    EMPOWERMENT,
    EMPOWERMENT_OUTCOMES,
    EXIT_REASONS,
    EXITS,
    FIELD,
    KNOWN_REGION,
    PAYMENTS,
    PILLARS,
    PROGRAMMES,
    UPDATE_CHANNELS,
    UPDATE_KINDS,
    UPDATE_OUTCOMES,
    UPDATE_STAGES,
    VERDICTS,
    VERIFIERS,
    VISIT_OUTCOMES,
)

_QUARTER = Column("quarter", "VARCHAR", "quarter", "2026Q1 …", "quarter of the snapshot", DTSEN)
_FAMILY = Column("family_id", "IDENTIFIER", "", "stable across quarters", "pseudonym of the family", DTSEN)
_OPTIONAL_FAMILY = Column(
    "family_id", "IDENTIFIER", "", "or empty", "pseudonym of the family; empty when not registered", DTSEN, False
)
_KECAMATAN = Column("kecamatan_code", "VARCHAR", "", KNOWN_REGION, "kecamatan of registration", DTSEN)
_PROGRAMME = Column(
    "programme", "VARCHAR", "", (*PROGRAMMES, "declared in a policy file"), "programme of aid", PAYMENTS
)


def _component(name: str, meaning: str, source: str = DTSEN, required: bool = True) -> Column:
    return Column(name, "TINYINT", "persons", "0 to persons", meaning, source, required)


def _components(source: str, required: bool) -> tuple[Column, ...]:
    return (
        _component("pregnant", "pregnant women", source, required),
        _component("children_0_6", "children aged 0–6", source, required),
        _component("pupils_sd", "pupils in primary school (SD)", source, required),
        _component("pupils_smp", "pupils in lower secondary school (SMP)", source, required),
        _component("pupils_sma", "pupils in upper secondary school (SMA)", source, required),
        _component("aged_60_plus", "members aged 60 or over", source, required),
        _component("severe_disability", "members with a severe disability", source, required),
    )


FAMILIES = Table(
    "families",
    "one family in one quarter, the DTSEN snapshot",
    (
        _QUARTER,
        _FAMILY,
        _KECAMATAN,
        Column("decile", "TINYINT", "decile of persons", "0 to 10", "national welfare decile; 0 = not ranked", DTSEN),
        Column(
            "weight",
            "INTEGER",
            "families",
            "1 to 1,000,000, default 1",
            "families that this one stands for, the same for life; 1 in a real register",
            DTSEN,
            False,
        ),
        Column("persons", "TINYINT", "persons", "1 to 30", "members of the family", DTSEN),
        *_components(DTSEN, True),
        _component("working_age_able", "members aged 18–59 without severe disability"),
        Column("from_dtks", "BOOLEAN", "", "true, false", "known to the former DTKS", DTSEN, False),
        Column("from_regsosek", "BOOLEAN", "", "true, false", "known to the Regsosek census", DTSEN, False),
        Column("from_p3ke", "BOOLEAN", "", "true, false", "known to P3KE", DTSEN, False),
        Column("civil_match", "VARCHAR", "", CIVIL_MATCHES, "result of matching with Dukcapil", DTSEN, False),
        Column("last_verified", "VARCHAR", "quarter", "quarter or empty", "last field verification", DTSEN, False),
        Column("verified_by", "VARCHAR", "", (*VERIFIERS, "empty"), "channel that verified last", DTSEN, False),
    ),
    key=("family_id",),
    required=True,
)

PAYMENTS_TABLE = Table(
    "payments",
    "one family on one programme in one quarter",
    (
        _QUARTER,
        _FAMILY,
        _PROGRAMME,
        Column(
            "persons_covered",
            "TINYINT",
            "persons",
            "1 to persons; empty for family programmes",
            "members covered by a programme of persons (PBI)",
            PAYMENTS,
            False,
        ),
        Column(
            "kecamatan_code",
            "VARCHAR",
            "",
            KNOWN_REGION,
            "where paid; needed only when the family is not in the register",
            PAYMENTS,
            False,
        ),
        Column(
            "weight",
            "INTEGER",
            "families",
            "1 to 1,000,000, default 1",
            "the family's weight; needed only when the family is not in the register",
            PAYMENTS,
            False,
        ),
        Column("rupiah", "BIGINT", "rupiah", "0 to 1,000,000,000", "paid for the quarter to one family", PAYMENTS),
        Column("first_quarter", "VARCHAR", "quarter", "≤ quarter", "start of the unbroken spell on aid", PAYMENTS),
    ),
    key=("family_id", "programme"),
    required=True,
)

EXITS_TABLE = Table(
    "exits",
    "one family that left one programme",
    (
        Column("quarter", "VARCHAR", "quarter", "2026Q1 …", "the first quarter without aid", EXITS),
        _FAMILY,
        _PROGRAMME,
        Column("reason", "VARCHAR", "", EXIT_REASONS, "why the family left", EXITS),
    ),
    key=("family_id", "programme"),
)

UPDATES = Table(
    "updates",
    "one proposal, objection or correction",
    (
        Column("update_id", "VARCHAR", "", "unique", "number of the proposal", CHANNELS),
        _OPTIONAL_FAMILY,
        Column("kecamatan_code", "VARCHAR", "", KNOWN_REGION, "where it was filed", CHANNELS),
        Column("filed_on", "DATE", "date", "2026-01-31 …", "day of filing", CHANNELS),
        Column("kind", "VARCHAR", "", UPDATE_KINDS, "usul, sanggah or correction", CHANNELS),
        Column("channel", "VARCHAR", "", UPDATE_CHANNELS, "formal or participatory channel", CHANNELS),
        Column("stage", "VARCHAR", "", UPDATE_STAGES, "stage that it reached", CHANNELS),
        Column("outcome", "VARCHAR", "", UPDATE_OUTCOMES, "what became of it", CHANNELS),
        Column("decided_on", "DATE", "date", "not before filed_on; empty when pending", "decision", CHANNELS, False),
        Column("decile_before", "TINYINT", "decile", "0 to 10 or empty", "decile when filed", CHANNELS, False),
        Column("decile_after", "TINYINT", "decile", "0 to 10 or empty", "decile after the decision", CHANNELS, False),
    ),
    key=("update_id",),
)

SPOTCHECK = Table(
    "spotcheck",
    "one visit to one sampled family",
    (
        Column("sample_id", "VARCHAR", "", "unique", "number of the visit", FIELD),
        Column("quarter", "VARCHAR", "quarter", "2026Q1 …", "quarter of the visit", FIELD),
        _OPTIONAL_FAMILY,
        Column("kecamatan_code", "VARCHAR", "", KNOWN_REGION, "where visited", FIELD),
        Column("stratum", "VARCHAR", "", "a psu lies in one stratum", "stratum of the sample design", FIELD),
        Column("psu", "VARCHAR", "", "a psu lies in one stratum", "primary sampling unit", FIELD),
        Column("weight", "DOUBLE", "families", "above 0", "survey weight", FIELD),
        Column("outcome", "VARCHAR", "", VISIT_OUTCOMES, "result of the visit", FIELD),
        Column("verified_decile", "TINYINT", "decile", "1 to 10 when interviewed", "decile by the visit", FIELD, False),
        Column("verdict", "VARCHAR", "", (*VERDICTS, "empty"), "verdict of the field officer", FIELD, False),
        *_components(FIELD, False),
        Column("persons", "TINYINT", "persons", "1 to 30", "members found", FIELD, False),
        Column("linked", "BOOLEAN", "", "true, false", "could it be matched to the register", FIELD, False),
        Column(
            "recheck_of",
            "VARCHAR",
            "",
            "a sample_id or empty",
            "the visit that this one repeats blind",
            FIELD,
            False,
        ),
        Column(
            "fpc", "DOUBLE", "", "above 0 or empty", "PSUs in the stratum (finite population correction)", FIELD, False
        ),
    ),
    key=("sample_id",),
)

EMPOWERMENT_TABLE = Table(
    "empowerment",
    "one family in one empowerment programme in one quarter",
    (
        _FAMILY,
        Column("quarter", "VARCHAR", "quarter", "2026Q1 …", "quarter of the event", EMPOWERMENT),
        Column("pillar", "VARCHAR", "", PILLARS, "ability, asset or accessibility", EMPOWERMENT),
        Column("programme", "VARCHAR", "", "for example PENA", "empowerment programme", EMPOWERMENT),
        Column("outcome", "VARCHAR", "", EMPOWERMENT_OUTCOMES, "what became of it", EMPOWERMENT),
    ),
    key=("family_id", "quarter", "pillar", "programme"),
)

QUOTAS = Table(
    "quotas",
    "one programme in one kabupaten",
    (
        Column("kabupaten_code", "VARCHAR", "", KNOWN_REGION, "kabupaten/kota", ALLOCATION),
        Column("programme", "VARCHAR", "", (*PROGRAMMES, "declared in a policy file"), "programme of aid", ALLOCATION),
        Column("quota", "BIGINT", "families (PBI: persons)", "0 to 1,000,000,000", "places", ALLOCATION),
    ),
    key=("kabupaten_code", "programme"),
)

INPUT = (FAMILIES, PAYMENTS_TABLE, EXITS_TABLE, UPDATES, SPOTCHECK, EMPOWERMENT_TABLE, QUOTAS)

MANIFEST = (
    Column("sent_by", "VARCHAR", "", "not empty", "office that sent the quarter", "manifest.toml"),
    Column("as_of", "DATE", "date", "a date", "day of the snapshot", "manifest.toml"),
    Column("synthetic", "BOOLEAN", "", "true, false", "made up, not a real register", "manifest.toml"),
    Column("truth", "TABLE", "", "numbers", "true figures of a synthetic register", "manifest.toml", False),
    Column(
        "codes",
        "VARCHAR",
        "",
        ("bps", "kemendagri"),
        "whose codes without dots are, where the codes alone do not tell",
        "manifest.toml",
        False,
    ),
    Column(
        "accept_unlinked",
        "DOUBLE",
        "share",
        "0 to 1, usually 0.1",
        "share of the rows of a join that may find nobody",
        "manifest.toml",
        False,
    ),
)

#: The tables of families, which can be cut into shards by family_id; the others are small, and read whole.
CUT = ("families", "payments", "exits")


def table(name: str) -> Table:
    """The input table of that name."""
    return next(entry for entry in INPUT if entry.name == name)
