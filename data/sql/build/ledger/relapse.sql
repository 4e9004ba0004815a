-- One row is one group of families who graduated from a programme in an earlier quarter and are alike in place and in what
-- became of them since. The place and the weight are those of the quarter before they left; poor = decile 1 to 4.
-- Back on aid: on PKH or Sembako since, and not on it in the quarter in which they graduated.
with graduate as (
    select family_id, programme
    from read_parquet(getvariable('told_exit_then')) as told
    semi join read_parquet(getvariable('exit_then')) as seen using (family_id, programme)
    where reason = 'graduated' and programme in ('PKH', 'SEMBAKO')
),
last_on as (
    select family_id, kabupaten, weight
    from read_parquet(getvariable('known_family_before_then'))
    semi join graduate using (family_id)
),
known_then as (
    select family_id, decile, pkh, sembako
    from read_parquet(getvariable('known_family_then'))
    semi join graduate using (family_id)
),
known_since as (
    select
        family_id,
        bool_or(decile between 1 and 4) as poor,
        bool_or(pkh is not null) as pkh,
        bool_or(sembako is not null) as sembako
    from read_parquet(getvariable('known_family_since'))
    semi join graduate using (family_id)
    group by family_id
)
select
    getvariable('quarter') as quarter,
    getvariable('quarter_before') as quarter_graduated,
    kabupaten_code(l.kabupaten) as kabupaten_code,
    g.programme,
    coalesce(t.decile between 1 and 4, false) as poor_then,
    coalesce(s.poor, false) as poor_since,
    coalesce(s.pkh and t.pkh is null or s.sembako and t.sembako is null, false) as back_on_aid,
    sum(l.weight)::bigint as families
from graduate as g
inner join last_on as l using (family_id)
left join known_then as t using (family_id)
left join known_since as s using (family_id)
group by all
order by all;
