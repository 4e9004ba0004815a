-- One row is one group of families in empowerment programmes that are alike in place, pillar, programme, outcome and aid.
-- A family that left a programme of aid in the quarter counts as on it: who graduates has just left.
with departed as (
    select
        family_id,
        bool_or(programme = 'PKH') as pkh,
        bool_or(programme = 'SEMBAKO') as sembako,
        bool_or(programme = 'PBI') as pbi
    from exits
    group by family_id
)
select
    getvariable('quarter') as quarter,
    coalesce(kabupaten_code(k.kabupaten), '') as kabupaten_code,
    e.pillar,
    e.programme,
    e.outcome,
    k.pkh is not null or coalesce(d.pkh, false) as on_pkh,
    k.sembako is not null or coalesce(d.sembako, false) as on_sembako,
    k.pbi is not null or coalesce(d.pbi, false) as on_pbi,
    sum(coalesce(k.weight, 1))::bigint as families
from empowerment as e
left join known_family as k using (family_id)
left join departed as d using (family_id)
group by all
order by all;
