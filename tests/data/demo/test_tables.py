"""The files obey the contract, and say the same of a family from quarter to quarter."""

from __future__ import annotations

import pytest

from data.contract.input_tables import INPUT
from data.demo.parameters import COMPONENT_RUPIAH, COUNTED_ONCE, PBI_RUPIAH, SEMBAKO_RUPIAH

COMPONENTS = tuple(COMPONENT_RUPIAH)


def rows(connection, query):
    return connection.execute(query).fetchall()


def value(connection, query):
    return rows(connection, query)[0][0]


@pytest.mark.parametrize("table", INPUT, ids=lambda table: table.name)
def test_columns_are_exactly_those_of_the_contract(small, table):
    names = [row[0] for row in rows(small, f"DESCRIBE {table.name}")]
    assert set(names) == {column.name for column in table.columns}


@pytest.mark.parametrize(
    ("table", "column"),
    [(table.name, column) for table in INPUT for column in table.columns if isinstance(column.allowed, tuple)],
    ids=lambda part: getattr(part, "name", part),
)
def test_words_are_those_that_the_contract_allows(small, table, column):
    found = {row[0] for row in rows(small, f"SELECT DISTINCT {column.name} FROM {table}")}
    if column.name == "programme" and table == "empowerment":
        return
    assert found - {None} <= set(column.allowed), found


def test_true_decile_is_not_among_the_columns_of_families(small):
    names = " ".join(row[0] for row in rows(small, "DESCRIBE families"))
    assert "true" not in names
    assert "welfare" not in names
    assert "verified_decile" not in names


def test_each_family_comes_once_a_quarter(small):
    assert not rows(small, "SELECT 1 FROM families GROUP BY quarter, family_id HAVING count(*) > 1")
    assert not rows(small, "SELECT 1 FROM payments GROUP BY quarter, family_id, programme HAVING count(*) > 1")


def test_members_never_exceed_the_persons_of_the_family(small):
    together = "children_0_6 + pupils_sd + pupils_smp + pupils_sma + aged_60_plus + severe_disability"
    assert value(small, f"SELECT count(*) FROM families WHERE {together} + working_age_able > persons") == 0
    assert value(small, "SELECT count(*) FROM families WHERE pregnant > working_age_able AND pregnant > 1") == 0
    lowest = ", ".join((*COMPONENTS, "working_age_able"))
    assert value(small, f"SELECT count(*) FROM families WHERE least({lowest}) < 0 OR persons NOT BETWEEN 1 AND 30") == 0


def test_weight_of_a_family_stays_the_same_for_life(small):
    assert not rows(small, "SELECT family_id FROM families GROUP BY family_id HAVING count(DISTINCT weight) > 1")


def test_no_kabupaten_has_fewer_rows_than_the_floor(small):
    fewest = "SELECT count(*) AS n FROM families GROUP BY quarter, left(kecamatan_code, 5)"
    assert value(small, f"SELECT min(n) FROM ({fewest})") >= 29
    assert value(small, "SELECT count(DISTINCT left(kecamatan_code, 5)) FROM families") == 514


def test_moves_between_kabupaten_gain_as_many_as_they_lose(small):
    moved = """
        SELECT left(b.kecamatan_code, 5) AS origin, left(a.kecamatan_code, 5) AS arrival, a.weight
        FROM families a JOIN families b
        ON a.family_id = b.family_id AND ordinal(a.quarter) = ordinal(b.quarter) + 1
        WHERE left(a.kecamatan_code, 5) <> left(b.kecamatan_code, 5)
    """
    assert value(small, f"SELECT count(*) FROM ({moved})") > 100
    gained = f"SELECT arrival AS code, count(*) AS n, sum(weight) AS w FROM ({moved}) GROUP BY 1"
    lost = f"SELECT origin AS code, count(*) AS n, sum(weight) AS w FROM ({moved}) GROUP BY 1"
    both = f"FROM ({gained}) g FULL JOIN ({lost}) l USING (code)"
    assert value(small, f"SELECT count(*) {both} WHERE g.n IS DISTINCT FROM l.n") == 0
    assert value(small, f"SELECT sum(g.w) - sum(l.w) {both}") == 0


def test_rows_of_a_quarter_are_sorted_by_kecamatan(small_inbox, small):
    for path in sorted(small_inbox.glob("*/families.parquet")):
        codes = [row[0] for row in rows(small, f"SELECT kecamatan_code FROM read_parquet('{path}')")]
        assert codes == sorted(codes)


def test_pkh_rupiah_equals_components_counted_one_by_one(small):
    paid = small.execute(
        f"SELECT {', '.join(f'f.{name}' for name in COMPONENTS)}, p.rupiah FROM payments p "
        "JOIN families f USING (quarter, family_id) WHERE programme = 'PKH' AND quarter = '2025Q3'"
    ).fetchall()
    assert len(paid) > 1000
    for *counts, rupiah in paid:
        members = []
        for name, count in zip(COMPONENTS, counts, strict=True):
            members += [COMPONENT_RUPIAH[name]] * min(count, 1 if name in COUNTED_ONCE else count)
        assert rupiah == sum(sorted(members, reverse=True)[:4]) > 0


def test_other_rupiah_is_the_rate_times_families_or_persons(small):
    wrong = f"(programme = 'SEMBAKO' AND rupiah <> {SEMBAKO_RUPIAH})"
    wrong += f" OR (programme = 'PBI' AND rupiah IS DISTINCT FROM persons_covered * {PBI_RUPIAH})"
    assert value(small, f"SELECT count(*) FROM payments WHERE {wrong}") == 0


def test_covered_persons_are_1_to_the_members_of_the_family(small):
    joined = "FROM payments p JOIN families f USING (quarter, family_id) WHERE programme = 'PBI'"
    assert value(small, f"SELECT count(*) {joined} AND persons_covered NOT BETWEEN 1 AND persons") == 0
    assert value(small, f"SELECT count(*) {joined} AND persons_covered < persons") > 1000


def test_spell_on_aid_keeps_its_first_quarter_while_unbroken(small):
    changed = """
        SELECT count(*) FROM payments a JOIN payments b
        ON a.family_id = b.family_id AND a.programme = b.programme AND ordinal(a.quarter) = ordinal(b.quarter) + 1
        WHERE a.first_quarter <> b.first_quarter
    """
    assert value(small, changed) == 0
    assert value(small, "SELECT count(*) FROM payments WHERE first_quarter > quarter") == 0
    assert value(small, "SELECT min(first_quarter) FROM payments") == "2007Q3"


def test_families_outside_the_register_are_paid_until_2025q2_only(small):
    unmatched = "FROM payments p ANTI JOIN families f USING (quarter, family_id)"
    assert rows(small, f"SELECT quarter, sum(weight * persons_covered) {unmatched} GROUP BY quarter") == [
        ("2025Q1", 5_090_334)
    ]


def test_exits_name_families_that_were_paid_and_are_not_any_more(small):
    assert value(small, "SELECT count(*) FROM exits e SEMI JOIN payments p USING (quarter, family_id, programme)") == 0
    before = (
        "ON e.family_id = p.family_id AND e.programme = p.programme AND ordinal(e.quarter) = ordinal(p.quarter) + 1"
    )
    assert value(small, f"SELECT count(*) FROM exits e ANTI JOIN payments p {before}") == 0


def test_some_exits_come_without_a_given_reason(small):
    ended = """
        SELECT count(*) FROM payments p
        WHERE quarter < '2026Q1'
        AND NOT EXISTS (FROM payments n WHERE n.family_id = p.family_id AND n.programme = p.programme
                        AND ordinal(n.quarter) = ordinal(p.quarter) + 1)
    """
    given, all_ended = value(small, "SELECT count(*) FROM exits"), value(small, ended)
    assert 0.8 * all_ended < given < 0.99 * all_ended


def test_quotas_are_the_recipients_of_each_kabupaten(small_inbox, small):
    path = small_inbox / "2026Q1" / "quotas.parquet"
    counted = """
        SELECT left(kecamatan_code, 5), programme, sum(weight * coalesce(persons_covered, 1))::BIGINT
        FROM payments WHERE quarter = '2026Q1' GROUP BY ALL
    """
    held = f"SELECT kabupaten_code, programme, quota FROM read_parquet('{path}') WHERE quota > 0"
    assert sorted(rows(small, held)) == sorted(rows(small, counted))


def test_update_numbers_are_the_published_ones_at_any_scale(small_inbox, small):
    path = small_inbox / "2025Q2" / "updates.parquet"
    counted = f"SELECT kind, count(*) FROM read_parquet('{path}') WHERE channel = 'cek_bansos' GROUP BY kind"
    assert dict(rows(small, counted)) == {"proposal": 389_318, "objection": 5_453}
    assert not rows(small, "SELECT 1 FROM updates GROUP BY update_id HAVING count(*) > 1")
    assert value(small, "SELECT count(*) FROM updates WHERE (outcome = 'pending') <> (decided_on IS NULL)") == 0
    assert value(small, "SELECT count(*) FROM updates WHERE decided_on < filed_on") == 0
