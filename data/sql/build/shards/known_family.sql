-- One row is one family that a table which is not cut names, as its shard remembers it (see build/family/known_family).
create or replace temp view known_family as
select * from read_parquet(getvariable('asked_files'));
