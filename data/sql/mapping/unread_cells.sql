-- One row: a cell that a column says and its transformation does not read, with its rows; the most frequent of each column.
with pair as (
    select unnest(unread) as pair from their_unread
),

unread as (
    select
        pair[1] as column_name,
        pair[2] as cell,
        count(*) as rows
    from pair
    where pair is not null
    group by pair
)

select
    column_name,
    cell,
    rows
from unread
qualify row_number() over (partition by column_name order by rows desc, cell) <= $most
order by column_name, rows desc, cell;
