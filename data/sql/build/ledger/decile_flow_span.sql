-- One row is one group of families by decile some quarters ago and now (see build/ledger/decile_flow); verified = since then. A family that left
-- the register counts where it is now or was known last, with the members it had when last in the register (see build/ledger/gone_family).
with then_known as (
    select family_id, decile, pkh, sembako
    from read_parquet(getvariable('known_family_then'))
),
stayed as (
    select
        a.kabupaten,
        coalesce(b.decile, -1)::tinyint as decile_before,
        a.decile as decile_after,
        b.pkh is not null or b.sembako is not null as on_aid_before,
        a.pkh is not null or a.sembako is not null as on_aid_after,
        coalesce(a.last_verified > quarter_ordinal(getvariable('quarter_before')), false) as verified,
        a.weight,
        a.persons
    from known_family as a
    left join then_known as b using (family_id)
    where a.decile >= 0
),
paid_outside_now as (
    select * from known_family where decile = -1
),
went as (
    select
        coalesce(a.kabupaten, g.last_kabupaten) as kabupaten,
        g.decile as decile_before,
        -1::tinyint as decile_after,
        g.on_aid as on_aid_before,
        a.pkh is not null or a.sembako is not null as on_aid_after,
        false as verified,
        g.weight,
        g.last_persons as persons
    from gone_family as g
    left join paid_outside_now as a using (family_id)
    where g.decile >= 0 and g.place = list_position(getvariable('known_family_span'), getvariable('known_family_then'))
)
select
    getvariable('quarter') as quarter,
    getvariable('quarter_before') as quarter_before,
    kabupaten_code(kabupaten) as kabupaten_code,
    decile_before,
    decile_after,
    on_aid_before,
    on_aid_after,
    verified,
    sum(weight)::bigint as families,
    sum(weight * persons)::bigint as persons
from (select * from stayed union all select * from went) as family
group by all
order by all;
