-- One row is a part of a mapping with rows that are neither used, set aside nor left out, or counted twice.
select quarter, part, rows_in, rows_used, rows_set_aside, rows_left_out
from mapped_rows
where rows_in <> rows_used + rows_set_aside + rows_left_out
order by all;
