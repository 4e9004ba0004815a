-- One row is one group (an area of the level, a channel or a kind): proposals decided, and the days that half and nine
-- in ten of them took at most.
with decided as (
    select
        case $level when 'channel' then channel when 'kind' then kind else area_of(kabupaten_code, $level) end as code,
        days,
        sum(proposals) as proposals
    from update_days
    where
        list_contains($quarters, quarter)
        and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
    group by all
),
running as (
    select
        code,
        days,
        sum(proposals) over (partition by code order by days) as so_far,
        sum(proposals) over (partition by code) as decided
    from decided
)
select
    code,
    max(decided)::bigint as decided,
    (min(days) filter (so_far >= 0.5 * decided))::integer as median_days,
    (min(days) filter (so_far >= 0.9 * decided))::integer as p90_days
from running
group by code
order by code;
