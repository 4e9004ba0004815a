-- One row: what became of rows of theirs: set aside for a reason, left out by a rule, or neither.
select
    aside,
    case when aside is null then left_out end as left_out,
    count(*) as rows,
    sum(source_rows)::bigint as source_rows
from mapped_table
group by all
order by all;
