-- One row is one group of spells on a programme: at risk for quarters t with entry < t ≤ stop (left truncation), ended by cause, '' = still on aid.
-- A spell that still runs has completed a quarter only when the next snapshot has seen it go on, so stop is ordinal − first for both kinds.
with spell as (
    select
        programme, kabupaten_before as kabupaten, family_type_before as family_type, first_before as first_quarter,
        reason as cause, weight
    from reasoned_change
    where not entered
    union all
    select 'PKH', kabupaten, family_type, pkh, '', weight from known_family where pkh is not null
    union all
    select 'SEMBAKO', kabupaten, family_type, sembako, '', weight from known_family where sembako is not null
    union all
    select 'PBI', kabupaten, family_type, pbi, '', weight from known_family where pbi is not null
)
select
    getvariable('quarter') as quarter,
    programme,
    left(kabupaten::varchar, 2) as province_code,
    family_type,
    greatest(getvariable('first_ordinal') - first_quarter, 0)::smallint as entry,
    (getvariable('ordinal') - first_quarter)::smallint as stop,
    cause,
    sum(weight)::bigint as families
from spell
group by all
order by all;
