-- One row is one family that the register or a payment of this quarter knows (see build/family/write_known_family).
create or replace temp view known_family as
select * from read_parquet(getvariable('known_family_file'));
