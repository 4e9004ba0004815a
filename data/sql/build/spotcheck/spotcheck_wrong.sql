-- One row is one kind of wrong families in one PSU, by the verified decile: why they are wrong, or which decile they
-- have (wrongly included: the verified one; wrongly left out: the register's, −1 = not in the register). Weights are
-- added in the order of their size (see build/spotcheck/spotcheck_psu).
with told as (
    select
        *,
        case
            when error = 'inclusion' and fits then
                case when verified_decile > max_decile then 'data_decile' else 'data_component' end
            when error = 'inclusion' and register_decile = -1 then 'delivery_unlisted'
            when error = 'inclusion' and register_decile between 1 and max_decile then 'delivery_component'
            when error = 'inclusion' then 'delivery_decile'
            when fits then 'eligible'
            when register_decile = -1 then 'data_unlisted'
            when register_decile between 1 and max_decile then 'data_component'
            else 'data_decile'
        end as cause,
        (case when error = 'inclusion' then verified_decile else register_decile end)::varchar as decile
    from judged_visit
    where wrong and yardstick = 'decile'
),
kinds as (
    select *, 'cause' as kind, cause as kind_value from told
    union all
    select *, 'decile', decile from told
)
select
    quarter,
    programme,
    error,
    kind,
    kind_value as value,
    kabupaten_code,
    psu,
    count(*)::integer as positives,
    sum(weight order by weight)::double as weight_positives
from kinds
group by all
order by programme, error, kind, value, psu;
