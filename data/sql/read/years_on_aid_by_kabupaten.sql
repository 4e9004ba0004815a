-- One row is one kabupaten, programme and year of consecutive aid begun (1 to 18, 19 = over 18 years): families of the
-- register.
with aided as (
    select 'PKH' as programme, quarters_on_pkh as quarters_on, families, kabupaten_code
    from cell where quarter = $quarter and quarters_on_pkh > 0
    union all
    select 'SEMBAKO', quarters_on_sembako, families, kabupaten_code
    from cell where quarter = $quarter and quarters_on_sembako > 0
)
select
    kabupaten_code as code,
    programme,
    ((quarters_on + 3) // 4)::integer as year_of_aid,
    sum(families)::bigint as families
from aided
where within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
