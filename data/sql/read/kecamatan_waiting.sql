-- One row is one kecamatan: proposals filed in these quarters that wait for a decision, and those that do for over
-- three months.
select
    kecamatan_code as code,
    sum(proposals)::bigint as waiting,
    coalesce(sum(proposals) filter (overdue), 0)::bigint as overdue
from kecamatan_waiting
where
    list_contains($quarters, quarter)
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by code;
