-- One row is one flow of a programme in one area of the level, by reason. A move between two places of the same area is
-- no move of that area: it is left out where the scope holds the whole area, so that what is left still balances.
with counted as (
    select
        quarter,
        area_of(kabupaten_code, $level) as code,
        flow,
        if(flow in ('moved_in', 'moved_out'), '', reason) as reason,
        given,
        families,
        persons,
        case
            when flow not in ('moved_in', 'moved_out') or $level = 'kabupaten' then false
            when $level = 'nation' and $national then true
            else reason = 'within_province' and ($national or list_contains($provinces, left(kabupaten_code, 2)))
        end as inside_area
    from movement
    where
        programme = $programme
        and list_contains($quarters, quarter)
        and within_scope(kabupaten_code, $national, $provinces, $kabupaten)
)
select
    quarter,
    code,
    flow,
    reason,
    given,
    sum(families)::bigint as families,
    sum(persons)::bigint as persons
from counted
where not inside_area
group by all
order by all;
