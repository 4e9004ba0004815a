-- One row is one group of families in empowerment programmes of one area of the level. Families that neither register nor
-- payments know belong to no area; they count in the nation alone.
select
    area_of(kabupaten_code, $level) as code,
    pillar,
    programme,
    outcome,
    on_pkh,
    on_sembako,
    on_pbi,
    sum(families)::bigint as families
from empowerment
where
    quarter = $quarter
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
    and ($level = 'nation' or kabupaten_code <> '')
group by all
order by all;
