-- One row is one part of the mapping that a quarter came through: what it read, and what became of the rows.
select *
from mapped_rows
order by quarter, part;
