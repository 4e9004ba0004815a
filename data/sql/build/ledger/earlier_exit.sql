-- One row is one exit of one family from one programme in an earlier quarter: who enters again has been on it before.
create or replace temp view earlier_exit as
select family_id, programme
from read_parquet(getvariable('earlier_exit_files'));
