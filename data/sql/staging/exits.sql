-- One row: one family that left one programme, as given, renamed and cast, nothing else.
create or replace view exits as
with given as (
    select null::varchar as quarter, no_identifier() as family_id, null::varchar as programme, null::varchar as reason
    where false
    union all by name
    select * from given_exits
)
select
    as_text(quarter) as quarter,
    as_identifier(family_id) as family_id,
    as_text(programme) as programme,
    as_text(reason) as reason
from given;
