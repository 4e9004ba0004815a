-- One row: the name of a column (or of a part of one) as a Parquet file itself has it, before names are made to differ.
select name from parquet_schema($file);
