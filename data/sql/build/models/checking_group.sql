-- One row is one group of families of a kabupaten, on a programme or not, with those expected to be misplaced.
-- Chances come in millionths: sums of integers do not depend on the order of the rows.
select
    getvariable('quarter') as quarter,
    c.programme,
    kabupaten_code(p.kabupaten) as kabupaten_code,
    p.decile,
    p.family_type,
    case c.programme when 'PKH' then p.tenure_pkh > 0 when 'SEMBAKO' then p.tenure_sembako > 0 else p.on_pbi end as on_programme,
    sum(p.families)::bigint as families,
    sum(p.families * c.millionths)::double / 1e6 as wrong
from register_place as p
inner join register_group as g using (
    province, decile, family_type, tenure_pkh, tenure_sembako, on_pbi, persons, verified_age, known_by
)
inner join group_chance as c using (number)
group by all
order by programme, kabupaten_code, decile, family_type, on_programme;
