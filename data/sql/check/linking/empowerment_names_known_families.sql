-- error, empowerment: rows of empowerment that name a family which neither register nor payments hold
with asked as (
    select family_id, count(*) as rows_in
    from empowerment
    where family_id is not null and not is_blank(family_id)
    group by family_id
),

-- The great tables are looked through for the few that are asked for, never the other way round.
known as (
    select family_id from families semi join asked using (family_id)
    union
    select family_id from payments semi join asked using (family_id)
)

select
    '' as part,
    coalesce(sum(asked.rows_in), 0)::bigint as rows_in,
    coalesce(sum(asked.rows_in) filter (known.family_id is null), 0)::bigint as unlinked,
    min(asked.family_id) filter (known.family_id is null) as example
from asked
left join known on asked.family_id = known.family_id;
