-- One row is one proposal; delivered again, it counts once, as told last. Families stay behind in work/.
-- last_day is the last day that the deliveries tell of, never after the newest quarter: pending ones are as of that day.
create or replace temp table update_told as
with told as (
    select *
    from read_parquet(getvariable('update_files'))
    qualify row_number() over (partition by update_id order by delivered desc) = 1
),
newest as (
    select
        least(
            max(greatest(filed_on, coalesce(decided_on, filed_on))),
            (make_date(max(delivered) // 4, max(delivered) % 4 * 3 + 1, 1) + interval 3 month - interval 1 day)::date
        ) as last_day
    from told
)
select *, year(filed_on) || 'Q' || quarter(filed_on) as quarter
from told
cross join newest;
