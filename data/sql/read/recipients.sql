-- One row is one programme in one area of the level, those not in the register included; persons: PBI members covered,
-- else members of the families (unknown where the register does not hold them).
with aided as (
    select kabupaten_code, 'PKH' as programme, families, persons, rupiah_pkh as rupiah
    from cell where quarter = $quarter and quarters_on_pkh > 0
    union all
    select kabupaten_code, 'SEMBAKO', families, persons, rupiah_sembako
    from cell where quarter = $quarter and quarters_on_sembako > 0
    union all
    select kabupaten_code, 'PBI', families, pbi_persons, rupiah_pbi
    from cell where quarter = $quarter and on_pbi
    union all
    select kabupaten_code, programme, families, persons, rupiah
    from unmatched where quarter = $quarter
)
select
    area_of(kabupaten_code, $level) as code,
    programme,
    sum(families)::bigint as families,
    coalesce(sum(persons), 0)::bigint as persons,
    sum(rupiah)::bigint as rupiah
from aided
where within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by code, programme;
