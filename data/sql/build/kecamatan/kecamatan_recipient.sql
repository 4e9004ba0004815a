-- One row is one programme in one kecamatan: who is on it, those not in the register included; kecamatan 00 = not known.
-- The families are read once for all programmes.
with counted as (
    select
        kecamatan,
        sum(weight) filter (pkh is not null) as pkh,
        sum(weight) filter (sembako is not null) as sembako,
        sum(weight) filter (pbi is not null) as pbi,
        sum(weight * pbi_persons) filter (pbi is not null) as pbi_persons
    from known_family
    group by kecamatan
),
on_programme as (
    select kecamatan, 'PKH' as programme, pkh as families, null as persons from counted where pkh is not null
    union all
    select kecamatan, 'SEMBAKO', sembako, null from counted where sembako is not null
    union all
    select kecamatan, 'PBI', pbi, pbi_persons from counted where pbi is not null
)
select
    getvariable('quarter') as quarter,
    kabupaten_code(kecamatan // 100) as kabupaten_code,
    kecamatan_code(kecamatan) as kecamatan_code,
    programme,
    families::integer as families,
    persons::integer as persons
from on_programme
order by kecamatan_code, programme;
