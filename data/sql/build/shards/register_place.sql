-- One row is one group of families of a kabupaten and shard that models cannot tell apart (see build/models/register_place).
create or replace temp view register_place as
select * from read_parquet(getvariable('place_files'));
