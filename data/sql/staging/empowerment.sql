-- One row: one family in one empowerment programme, as given, renamed and cast, nothing else.
create or replace view empowerment as
with given as (
    select
        no_identifier() as family_id, null::varchar as quarter, null::varchar as pillar, null::varchar as programme,
        null::varchar as outcome
    where false
    union all by name
    select * from given_empowerment
)
select
    as_identifier(family_id) as family_id,
    as_text(quarter) as quarter,
    as_text(pillar) as pillar,
    as_text(programme) as programme,
    as_text(outcome) as outcome
from given;
