-- One row is one group of graduates of a quarter in one area of the level, and what became of them up to this quarter.
select
    area_of(kabupaten_code, $level) as code,
    programme,
    quarter_graduated,
    poor_then,
    poor_since,
    back_on_aid,
    sum(families)::bigint as families
from relapse
where
    quarter = $quarter
    and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by all
order by all;
