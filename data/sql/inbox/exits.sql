-- One row: one family that left one programme, renamed and cast, nothing else.
create or replace view exits as
select
    as_text(quarter) as quarter,
    as_identifier(family_id) as family_id,
    as_text(programme) as programme,
    as_text(reason) as reason
from raw_exits;
