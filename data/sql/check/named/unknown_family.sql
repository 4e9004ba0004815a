-- One row: a family that the tables in question name and neither register nor payments hold. The great tables are looked
-- through once for the few that are asked for, never the other way round.
create or replace table unknown_family as
with unregistered as (
    select family_id from named_family anti join families using (family_id)
)

select distinct family_id
from unregistered
anti join payments using (family_id)
where family_id is not null;
