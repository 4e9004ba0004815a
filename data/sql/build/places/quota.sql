-- One row is the places of one programme in one kabupaten, as the quarter's files give them.
select
    getvariable('quarter') as quarter,
    kabupaten_code,
    programme,
    quota::bigint as quota
from quotas
order by kabupaten_code, programme;
