-- One row is one pair of verdicts on families that were visited twice, the second time blind.
with judged as (
    select
        v.sample_id,
        v.recheck_of,
        v.quarter,
        r.programme,
        y.yardstick,
        case y.yardstick
            when 'verdict' then v.verdict = 'eligible'
            else coalesce(v.verified_decile <= r.max_decile, false) and (v.has_component or not r.needs_component)
        end as entitled
    from visit as v
    cross join enacted_rule as r
    cross join (values ('decile'), ('verdict')) as y (yardstick)
    where v.interviewed
)
select
    b.quarter,
    b.programme,
    b.yardstick,
    a.entitled as first_entitled,
    b.entitled as again_entitled,
    count(*)::integer as families
from judged as b
inner join judged as a on a.sample_id = b.recheck_of and a.programme = b.programme and a.yardstick = b.yardstick
where a.entitled is not null and b.entitled is not null
group by all
order by all;
