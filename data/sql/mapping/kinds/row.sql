-- One row: a row of theirs that is one of the contract.
select *, 1::bigint as source_rows from mapped_row;
