-- One row is a kabupaten, programme and quarter where opening + entered + moved in − exited − moved out is not closing.
with account as (
    select
        quarter,
        kabupaten_code,
        programme,
        sum(case when flow in ('opening', 'entered', 'moved_in') then families when flow = 'closing' then 0 else -families end) as families_expected,
        sum(case when flow = 'closing' then families else 0 end) as families_closing,
        sum(case when flow in ('opening', 'entered', 'moved_in') then persons when flow = 'closing' then 0 else -persons end) as persons_expected,
        sum(case when flow = 'closing' then persons when persons is not null then 0 end) as persons_closing
    from movement
    where quarter > (select min(quarter) from movement)
    group by all
)
select *
from account
where families_expected <> families_closing or persons_expected <> persons_closing
order by all;
