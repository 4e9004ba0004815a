-- One row: one family in one empowerment programme, renamed and cast, nothing else.
create or replace view empowerment as
select
    as_identifier(family_id) as family_id,
    as_text(quarter) as quarter,
    as_text(pillar) as pillar,
    as_text(programme) as programme,
    as_text(outcome) as outcome
from raw_empowerment;
