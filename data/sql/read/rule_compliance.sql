-- One row is one area: families on the programme and families within its rule, both as the register tells.
with family as (
    select
        kabupaten_code,
        case $programme when 'PKH' then quarters_on_pkh > 0 when 'SEMBAKO' then quarters_on_sembako > 0 else on_pbi end as recipient,
        decile between 1 and $max_decile and (family_type & 1 > 0 or not $needs_component) as fits,
        families,
        persons,
        pbi_persons
    from cell
    where quarter = $quarter
),
counted as (
    select kabupaten_code, recipient, fits, families, persons, case when recipient and $programme = 'PBI' then pbi_persons else 0 end as covered
    from family
    union all
    select kabupaten_code, true, false, families, 0, coalesce(persons, 0)
    from unmatched
    where quarter = $quarter and programme = $programme
)
select
    area_of(kabupaten_code, $level) as code,
    coalesce(sum(families) filter (recipient), 0)::bigint as recipients,
    coalesce(sum(families) filter (recipient and not fits), 0)::bigint as recipients_beyond,
    coalesce(sum(families) filter (fits), 0)::bigint as eligible,
    coalesce(sum(families) filter (fits and not recipient), 0)::bigint as eligible_unpaid,
    coalesce(sum(persons) filter (fits and not recipient), 0)::bigint as persons_eligible_unpaid,
    coalesce(sum(persons) filter (fits), 0)::bigint as persons_eligible,
    sum(covered)::bigint as persons_covered,
    coalesce(sum(covered) filter (not fits), 0)::bigint as persons_covered_beyond,
    sum(persons)::bigint as persons
from counted
where within_scope(kabupaten_code, $national, $provinces, $kabupaten)
group by code
order by code;
