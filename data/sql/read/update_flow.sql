-- One row is one group of proposals filed in these quarters within the scope, by how far they came.
select quarter, kind, channel, stage, outcome, overdue, sum(proposals)::bigint as proposals
from update_flow
where
    list_contains($quarters, quarter)
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
