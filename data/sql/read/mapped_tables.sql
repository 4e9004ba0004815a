-- One row is one table of the contract in a quarter that came through a mapping: its files, and what became of their rows.
select
    quarter,
    table_name,
    string_agg(distinct origin, '; ' order by origin) as origins,
    sum(rows_in + lines_unread)::bigint as rows_in,
    sum(rows_used)::bigint as rows_used,
    sum(rows_set_aside + lines_unread)::bigint as rows_set_aside,
    sum(rows_left_out)::bigint as rows_left_out,
    sum(rows_out)::bigint as rows_out
from mapped_rows
group by quarter, table_name
order by quarter, min(part);
