-- One row: a row of the contract, made of theirs.
select * exclude (aside, left_out, source_rows) from mapped_table where aside is null and left_out is null;
