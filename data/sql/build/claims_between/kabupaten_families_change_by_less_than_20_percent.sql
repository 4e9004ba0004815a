-- warning, families: a kabupaten with 20 % more or fewer families than the last quarter
with known as (
    select kabupaten_before as kabupaten, families as families_before, 0 as families_now
    from path where decile_before >= 0
    union all
    select kabupaten_after, 0, families
    from path where decile_after >= 0
),
change as (
    select kabupaten, sum(families_before) as families_before, sum(families_now) as families_now
    from known
    group by kabupaten
)
select kabupaten_code(kabupaten) as kabupaten_code, families_before, families_now, 1 as failures
from change
where families_before > 0 and abs(families_now - families_before) >= 0.2 * families_before
order by all;
