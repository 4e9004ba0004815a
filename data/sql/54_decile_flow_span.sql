-- One row is one group of families by decile some quarters ago and now (see 51); verified = since then.
with then_known as (
    select family_id, kabupaten, decile, weight, persons, pkh, sembako
    from read_parquet(getvariable('known_family_then'))
)
select
    getvariable('quarter') as quarter,
    getvariable('quarter_before') as quarter_before,
    kabupaten_code(coalesce(a.kabupaten, b.kabupaten)) as kabupaten_code,
    coalesce(b.decile, -1)::tinyint as decile_before,
    coalesce(a.decile, -1)::tinyint as decile_after,
    b.pkh is not null or b.sembako is not null as on_aid_before,
    a.pkh is not null or a.sembako is not null as on_aid_after,
    coalesce(a.last_verified > quarter_ordinal(getvariable('quarter_before')), false) as verified,
    sum(coalesce(a.weight, b.weight))::bigint as families,
    sum(if(coalesce(a.decile, -1) = -1, b.weight * b.persons, a.weight * a.persons))::bigint as persons
from known_family as a
full join then_known as b using (family_id)
where coalesce(b.decile, -1) >= 0 or coalesce(a.decile, -1) >= 0
group by all
order by all;
