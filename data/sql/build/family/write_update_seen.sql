-- One row is one proposal as this quarter's delivery tells it. Goes to work/, never to the store.
copy (
    select
        update_id,
        left(kecamatan_code, 5) as kabupaten_code,
        kecamatan_code,
        filed_on,
        kind,
        channel,
        stage,
        outcome,
        decided_on,
        decile_before,
        decile_after,
        getvariable('ordinal')::smallint as delivered
    from updates
) to (getvariable('update_file')) (format parquet, compression zstd);
