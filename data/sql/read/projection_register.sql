-- One row is one flow of the register of one kabupaten of the scope in one quarter.
select
    quarter,
    kabupaten_code as code,
    flow,
    sum(families)::bigint as families
from register_flow
where
    list_contains($quarters, quarter)
    and ($national or list_contains($provinces, left(kabupaten_code, 2)) or list_contains($kabupaten, kabupaten_code))
group by all
order by all;
