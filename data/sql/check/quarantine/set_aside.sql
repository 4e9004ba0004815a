-- One row: one row of the quarter that is set aside, with the reasons; of a line that is no row only its place.
create or replace table staged.set_aside as
with broken as (
    select * from staged.set_aside_families
    union all
    select * from staged.set_aside_payments
    union all
    select * from staged.set_aside_exits
    union all
    select * from staged.set_aside_updates
    union all
    select * from staged.set_aside_spotcheck
    union all
    select * from staged.set_aside_empowerment
    union all
    select * from staged.set_aside_quotas
)

select
    getvariable('quarter') as quarter,
    table_name,
    reasons,
    regexp_replace(content, '\p{Nd}{16}', '################', 'g') as content
from broken
union all
select getvariable('quarter') as quarter, table_name, 'lines_can_be_read' as reasons, to_json(unread_line) as content
from staged.unread_line;
