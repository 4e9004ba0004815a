-- One row is one interviewed family in one error's denominator, judged for one programme by one yardstick.
-- Inclusion counts recipients, wrong when not entitled; exclusion counts the entitled, wrong when not recipients.
-- fits: the rule in force, applied to what the register says, takes the family.
create or replace temp table judged_visit as
with judged as (
    select
        v.*,
        r.programme,
        y.yardstick,
        r.max_decile,
        r.needs_component,
        case r.programme when 'PKH' then on_pkh when 'SEMBAKO' then on_sembako else on_pbi end as recipient,
        case y.yardstick
            when 'verdict' then v.verdict = 'eligible'
            else coalesce(v.verified_decile <= r.max_decile, false) and (v.has_component or not r.needs_component)
        end as entitled,
        v.register_decile between 1 and r.max_decile and (v.register_component or not r.needs_component) as fits
    from visit as v
    cross join enacted_rule as r
    cross join (values ('decile'), ('verdict')) as y (yardstick)
    where v.interviewed and v.recheck_of is null
)
select *, 'inclusion' as error, not entitled as wrong
from judged
where recipient and entitled is not null
union all
select *, 'exclusion', not recipient
from judged
where entitled;
