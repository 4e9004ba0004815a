-- One row is one programme in one kecamatan: who is on it, those not in the register included; kecamatan 00 = not known.
with on_programme as (
    select kecamatan, 'PKH' as programme, weight, null as persons from known_family where pkh is not null
    union all
    select kecamatan, 'SEMBAKO', weight, null from known_family where sembako is not null
    union all
    select kecamatan, 'PBI', weight, pbi_persons from known_family where pbi is not null
)
select
    getvariable('quarter') as quarter,
    kabupaten_code(kecamatan // 100) as kabupaten_code,
    kecamatan_code(kecamatan) as kecamatan_code,
    programme,
    sum(weight)::integer as families,
    sum(weight * persons)::integer as persons
from on_programme
group by all
order by kecamatan_code, programme;
