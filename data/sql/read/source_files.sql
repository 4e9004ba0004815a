-- One row is one input file of a quarter of the store, with its state when it was counted.
select quarter, table_name, file, sha256, bytes, modified
from source_file
order by all;
