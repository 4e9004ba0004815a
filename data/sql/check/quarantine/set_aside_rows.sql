-- One row: one row that is set aside, in the order of the rejects file.
select quarter, table_name, reasons, content
from staged.set_aside
order by table_name, reasons, content;
