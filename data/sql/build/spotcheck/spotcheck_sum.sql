-- One row is one error in one PSU and one domain of families: sums of the error's denominator and of those in error.
-- PBI counts persons too: the members covered (inclusion), or all members of the entitled, of whom those not covered are
-- in error (exclusion); n stays the number of families, positives their shares in error. Numbers are added in the
-- order of their size, so that the order of rows does not show.
with counted as (
    select *, 'families' as unit, 1 as size, wrong::integer::double as wrong_share
    from judged_visit
    union all
    select
        *,
        'persons',
        case error when 'inclusion' then pbi_persons else persons end,
        case error when 'inclusion' then wrong::integer else 1 - least(pbi_persons, persons) / persons end
    from judged_visit
    where programme = 'PBI' and case error when 'inclusion' then pbi_persons else persons end > 0
),
part as (
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
    from counted
)
select
    quarter,
    programme,
    error,
    yardstick,
    domain,
    unit,
    kabupaten_code,
    psu,
    count(*)::integer as n,
    sum(wrong_share order by wrong_share)::double as positives,
    sum(weight * size order by weight * size)::double as weight,
    sum(weight * size * wrong_share order by weight * size * wrong_share)::double as weight_positives,
    sum(weight * weight * size * size order by weight * size)::double as weight_squares,
    sum(weight * persons order by weight * persons)::double as person_weight
from part
group by all
order by programme, error, yardstick, domain, unit, psu;
