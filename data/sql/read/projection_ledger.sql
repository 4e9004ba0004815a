-- One row is one flow of one programme in one kabupaten of the scope in one quarter, exits by reason.
select
    quarter,
    kabupaten_code as code,
    programme,
    flow,
    if(flow = 'exited', reason, '') as reason,
    sum(families)::bigint as families
from movement
where
    list_contains($quarters, quarter)
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
