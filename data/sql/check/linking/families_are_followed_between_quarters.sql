-- error, families: families that only one of two quarters in a row holds
with followed as (
    select count(*) as families from families semi join before.families as earlier using (family_id)
),

given as (
    select 'this quarter' as part, count(*) as rows_in from families
    union all
    select 'the last quarter' as part, count(*) as rows_in from before.families
)

select given.part, given.rows_in, greatest(given.rows_in - followed.families, 0) as unlinked, null as example
from given
cross join followed
order by part;
