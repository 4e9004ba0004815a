-- One row is one family that left one programme this quarter. Goes to work/, to know later who comes back.
copy (
    select family_id, programme from change where first_after is null
) to (getvariable('exit_file')) (format parquet, compression zstd);
