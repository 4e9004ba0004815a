-- One row is one programme in one kabupaten: its payments to families that the register does not hold.
with programme as (
    select kabupaten, 'PKH' as programme, weight, null as persons, rupiah_pkh as rupiah
    from known_family where decile = -1 and pkh is not null
    union all
    select kabupaten, 'SEMBAKO', weight, null, rupiah_sembako
    from known_family where decile = -1 and sembako is not null
    union all
    select kabupaten, 'PBI', weight, pbi_persons, rupiah_pbi
    from known_family where decile = -1 and pbi is not null
)
select
    getvariable('quarter') as quarter,
    kabupaten_code(kabupaten) as kabupaten_code,
    programme,
    sum(weight)::bigint as families,
    sum(weight * persons)::bigint as persons,
    sum(weight * rupiah)::bigint as rupiah
from programme
group by all
order by kabupaten_code, programme;
