-- One row is one family and programme with the reason of exit that the programme gave. Goes to work/, never to the store.
copy (
    select family_id, programme, min(reason) as reason from exits group by family_id, programme
) to (getvariable('told_exit_file')) (format parquet, compression zstd);
