-- One row: a row of a table of families, in the folder of its shard; below the scratch folder, never to the store.
copy (select *, shard_of(as_identifier(family_id)) as shard from uncut)
to (getvariable('cut_folder')) (format parquet, partition_by (shard));
