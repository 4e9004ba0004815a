-- One row is one area of the level: proposals filed in these quarters, and what became of them.
select
    area_of(kabupaten_code, $level) as code,
    sum(proposals)::bigint as filed,
    coalesce(sum(proposals) filter (outcome = 'accepted'), 0)::bigint as accepted,
    coalesce(sum(proposals) filter (outcome = 'rejected'), 0)::bigint as rejected,
    coalesce(sum(proposals) filter (outcome = 'pending'), 0)::bigint as pending,
    coalesce(sum(proposals) filter (overdue), 0)::bigint as overdue
from update_flow
where
    list_contains($quarters, quarter)
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by code;
