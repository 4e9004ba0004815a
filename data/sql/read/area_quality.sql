-- One row is one kabupaten of the nation: what its register says about how far its deciles may be trusted.
with quality as (
    select
        kabupaten_code,
        sum(families) as families,
        sum(families) filter (verified_within_year) as verified,
        sum(families) filter (civil_match <> '') as compared,
        sum(families) filter (civil_match in ('unmatched', 'inactive')) as unmatched
    from register_quality
    where quarter = $quarter
    group by kabupaten_code
),
near as (
    select
        kabupaten_code,
        sum(families) filter (decile between 1 and 10) as ranked,
        sum(families) filter (decile in ($max_decile, $max_decile + 1)) as near_limit
    from cell
    where quarter = $quarter
    group by kabupaten_code
),
churn as (
    select
        kabupaten_code,
        sum(families) as followed,
        sum(families) filter (decile_before <> decile_after) as changed
    from decile_flow
    where quarter = $quarter and quarter_before = $quarter_before and decile_before > 0 and decile_after > 0
    group by kabupaten_code
)
select
    kabupaten_code,
    coalesce(verified, 0) / families as verified_share,
    coalesce(unmatched, 0) / compared as unmatched_share,
    coalesce(near_limit, 0) / nullif(ranked, 0) as near_limit_share,
    coalesce(changed, 0) / followed as churn_share
from quality
left join near using (kabupaten_code)
left join churn using (kabupaten_code)
order by kabupaten_code;
