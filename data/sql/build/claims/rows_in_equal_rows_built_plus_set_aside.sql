-- One row is an input table of a quarter with rows that were neither built nor set aside, or counted twice.
select quarter, table_name, rows_in, rows_built, rows_set_aside
from row_account
where rows_in <> rows_built + rows_set_aside
order by all;
