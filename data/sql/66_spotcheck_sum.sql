-- One row is one error in one PSU and one domain of families: sums of the error's denominator and of those in error.
-- Weights are added in the order of their size (see 60).
with part as (
    select
        *,
        unnest(
            ['all']
            || case when yardstick = 'decile' then
                list_filter(
                    [
                        case when linked then 'linked' end,
                        case when has_elderly then 'elderly' end,
                        case when has_severe_disability then 'severe_disability' end,
                        case when has_pregnant_or_young_child then 'pregnant_or_young_child' end,
                        case when has_pupil then 'pupil' end,
                        case when not has_component then 'no_component' end
                    ],
                    lambda domain: domain is not null
                )
            else [] end
        ) as domain
    from judged_visit
)
select
    quarter,
    programme,
    error,
    yardstick,
    domain,
    kabupaten_code,
    psu,
    count(*)::integer as n,
    (count(*) filter (wrong))::integer as positives,
    sum(weight order by weight)::double as weight,
    coalesce(sum(weight order by weight) filter (wrong), 0)::double as weight_positives,
    sum(weight * weight order by weight)::double as weight_squares,
    sum(weight * persons order by weight * persons)::double as person_weight
from part
group by all
order by programme, error, yardstick, domain, psu;
