-- One row is one group of proposals filed in a quarter that are alike; a proposal delivered again counts once, as told last.
with told as (
    select
        *,
        row_number() over (partition by update_id order by delivered desc) as telling
    from read_parquet(getvariable('update_files'))
)
select
    year(filed_on) || 'Q' || quarter(filed_on) as quarter,
    kabupaten_code,
    kind,
    channel,
    stage,
    outcome,
    date_diff('day', filed_on, decided_on)::integer as days,
    decile_before,
    decile_after,
    count(*)::integer as proposals
from told
where telling = 1
group by all
order by all;
