-- One row is one group of families in empowerment programmes of one area of the level. Families that neither register nor
-- payments know belong to no area; they count in the nation alone.
select
    case $level when 'nation' then 'ID' when 'province' then left(kabupaten_code, 2) else kabupaten_code end as code,
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
    and ($national or list_contains($provinces, left(kabupaten_code, 2)) or list_contains($kabupaten, kabupaten_code))
    and ($level = 'nation' or kabupaten_code <> '')
group by all
order by all;
