-- One row is one primary sampling unit of the spot check: its place in the design, and what became of its visits.
-- All units count, those without an interview too; blind rechecks do not. Weights are added in the order of their size:
-- sums of the same numbers are then the same to the last digit, whatever order the rows came in.
select
    quarter,
    kabupaten_code,
    stratum,
    psu,
    fpc,
    count(*)::integer as visits,
    (count(*) filter (interviewed))::integer as interviewed,
    (count(*) filter (outcome = 'refused'))::integer as refused,
    (count(*) filter (outcome = 'not_found'))::integer as not_found,
    (count(*) filter (outcome = 'moved'))::integer as moved,
    (count(*) filter (outcome = 'deceased'))::integer as deceased,
    (count(*) filter (interviewed and linked))::integer as linked,
    coalesce(sum(weight order by weight) filter (outcome in ('interviewed', 'refused', 'not_found')), 0)::double as in_scope_weight,
    coalesce(sum(weight order by weight) filter (interviewed), 0)::double as interviewed_weight,
    coalesce(sum(weight * weight order by weight) filter (interviewed), 0)::double as interviewed_weight_squares,
    coalesce(sum(weight order by weight) filter (interviewed and linked), 0)::double as linked_weight,
    coalesce(sum(weight * persons order by weight * persons) filter (interviewed and linked), 0)::double as linked_person_weight
from visit
where recheck_of is null
group by all
order by psu;
