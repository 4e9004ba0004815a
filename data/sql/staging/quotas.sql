-- One row: the places of one programme in one kabupaten, as given, renamed and cast, nothing else.
create or replace view quotas as
with given as (
    select null::varchar as kabupaten_code, null::varchar as programme, null::bigint as quota
    where false
    union all by name
    select * from given_quotas
)
select
    as_kabupaten(kabupaten_code) as kabupaten_code,
    as_text(programme) as programme,
    as_long(quota) as quota
from given;
