-- error, families: families that only one of two quarters in a row holds
with counted as (
    select
        coalesce(sum(families) filter (decile_after >= 0), 0)::bigint as now,
        coalesce(sum(families) filter (decile_before >= 0), 0)::bigint as earlier,
        coalesce(sum(families) filter (decile_after >= 0 and decile_before >= 0), 0)::bigint as followed
    from path
)
select 'this quarter' as part, now as rows_in, now - followed as unlinked, null as example
from counted
union all
select 'the last quarter', earlier, earlier - followed, null
from counted
order by part;
