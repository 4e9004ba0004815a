-- One row is one group of families that went the same way from the last quarter to this; NULL area = not known, decile −1 = not in the register.
create or replace temp table path as
select
    b.kabupaten as kabupaten_before,
    a.kabupaten as kabupaten_after,
    coalesce(b.decile, -1)::tinyint as decile_before,
    coalesce(a.decile, -1)::tinyint as decile_after,
    coalesce(a.last_verified = getvariable('ordinal'), false) as verified,
    b.pkh is not null as pkh_before,
    a.pkh is not null as pkh_after,
    b.sembako is not null as sembako_before,
    a.sembako is not null as sembako_after,
    b.pbi is not null as pbi_before,
    a.pbi is not null as pbi_after,
    sum(coalesce(a.weight, b.weight))::bigint as families,
    coalesce(sum(b.weight * b.persons), 0)::bigint as persons_before,
    coalesce(sum(a.weight * a.persons), 0)::bigint as persons_after,
    coalesce(sum(greatest(a.persons - b.persons, 0) * a.weight), 0)::bigint as persons_more,
    coalesce(sum(b.weight * b.pbi_persons), 0)::bigint as pbi_persons_before,
    coalesce(sum(a.weight * a.pbi_persons), 0)::bigint as pbi_persons_after,
    coalesce(sum(greatest(a.pbi_persons - b.pbi_persons, 0) * a.weight), 0)::bigint as pbi_persons_more,
    count(*) filter (a.weight <> b.weight) as reweighted,
    count(*) filter (a.pkh <> coalesce(b.pkh, getvariable('ordinal')))
    + count(*) filter (a.sembako <> coalesce(b.sembako, getvariable('ordinal')))
    + count(*) filter (a.pbi <> coalesce(b.pbi, getvariable('ordinal'))) as jumped
from known_family as a
full join family_before as b using (family_id)
group by all;
