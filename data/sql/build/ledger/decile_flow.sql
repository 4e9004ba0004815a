-- One row is one group of families by decile before and after, in the kabupaten where they are now, or were last; from the last quarter to this.
select
    getvariable('quarter') as quarter,
    getvariable('quarter_before') as quarter_before,
    kabupaten_code(coalesce(kabupaten_after, kabupaten_before)) as kabupaten_code,
    decile_before,
    decile_after,
    pkh_before or sembako_before as on_aid_before,
    pkh_after or sembako_after as on_aid_after,
    verified,
    sum(families)::bigint as families,
    sum(if(decile_after = -1, persons_before, persons_after))::bigint as persons
from path
where getvariable('ordinal') > getvariable('first_ordinal') and (decile_before >= 0 or decile_after >= 0)
group by all
order by all;
