-- One row: the places of one programme in one kabupaten, renamed and cast, nothing else.
create or replace view quotas as
select
    as_kabupaten(kabupaten_code) as kabupaten_code,
    as_text(programme) as programme,
    as_long(quota) as quota
from raw_quotas;
