-- One row: one row that a shard, or what is not cut, sets aside, in the order of the rejects file.
select quarter, table_name, reasons, content
from read_parquet(getvariable('part_files'))
union all
select quarter, table_name, reasons, content
from staged.set_aside
order by table_name, reasons, content;
