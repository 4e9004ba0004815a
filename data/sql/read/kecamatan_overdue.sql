-- One row is one kecamatan: proposals filed in these quarters that wait for a decision for over three months.
select
    kecamatan_code as code,
    sum(proposals)::bigint as overdue
from kecamatan_waiting
where
    overdue
    and list_contains($quarters, quarter)
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by code;
