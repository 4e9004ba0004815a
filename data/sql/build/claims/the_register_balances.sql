-- One row is a kabupaten and quarter where opening + newly registered (born) + moved in − left − moved out is not closing.
with account as (
    select
        quarter,
        kabupaten_code,
        sum(case when flow in ('opening', 'born', 'moved_in') then families when flow = 'closing' then 0 else -families end) as families_expected,
        sum(case when flow = 'closing' then families else 0 end) as families_closing,
        sum(case when flow in ('opening', 'born', 'moved_in') then persons when flow = 'closing' then 0 else -persons end) as persons_expected,
        sum(case when flow = 'closing' then persons else 0 end) as persons_closing
    from register_flow
    where quarter > (select min(quarter) from register_flow)
    group by all
)
select *
from account
where families_expected <> families_closing or persons_expected <> persons_closing
order by all;
