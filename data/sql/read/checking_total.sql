-- One row is one side of the programme within the scope: all families, and those expected to be misplaced.
select on_programme, sum(families)::bigint as families, sum(wrong order by wrong) as wrong
from checking_group
where
    programme = $programme
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by on_programme
order by on_programme;
