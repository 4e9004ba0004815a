-- One row is one change (see build/ledger/change) with its reason: of an exit as given by the programme, else derived; of an entry from earlier exits.
create or replace temp table reasoned_change as
with told as (
    select * from read_parquet(getvariable('told_exit_file'))
),
returning_family as (
    select distinct family_id, programme from earlier_exit semi join change using (family_id, programme)
)
select
    c.programme,
    c.kabupaten_before,
    c.kabupaten_after,
    c.family_type_before,
    c.first_before,
    c.weight,
    c.persons,
    c.first_after is not null as entered,
    case
        when c.first_after is not null then if(r.family_id is null, 'first_time', 'returned')
        when told.reason is not null then told.reason
        when c.decile_after = -1 then 'not_in_register'
        when c.decile_after = 0 or c.decile_after > rule.max_decile then 'decile_above'
        else 'unknown'
    end as reason,
    c.first_after is null and told.reason is not null as given
from change as c
left join told using (family_id, programme)
left join returning_family as r using (family_id, programme)
left join enacted_rule as rule using (programme);
