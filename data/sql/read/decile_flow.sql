-- One row is one group of families of the scope by decile (−1 = not in the register) and aid, before and after.
select
    decile_before,
    decile_after,
    on_aid_before,
    on_aid_after,
    verified,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons
from decile_flow
where
    quarter = $quarter
    and quarter_before = $quarter_before
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
