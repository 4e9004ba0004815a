-- One row is one family known last quarter (see build/family/write_known_family); none at the first snapshot.
create or replace temp view family_before as
select family_id, kabupaten, decile, family_type, weight, persons, pkh, sembako, pbi, pbi_persons
from read_parquet(getvariable('known_family_before'))
where getvariable('ordinal') > getvariable('first_ordinal');
