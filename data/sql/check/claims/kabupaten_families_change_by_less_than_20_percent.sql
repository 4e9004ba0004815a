-- warning, families: a kabupaten with 20 % more or fewer families than the last quarter
with now as (
    select left(kecamatan_code, 5) as kabupaten_code, sum(families) as families
    from register_summary
    where is_known
    group by all
),

last_quarter as (
    select left(kecamatan_code, 5) as kabupaten_code, sum(families) as families
    from before.register_summary
    where is_known
    group by all
)

select kabupaten_code, last_quarter.families as families_before, coalesce(now.families, 0) as families_now
from last_quarter
left join now using (kabupaten_code)
where abs(coalesce(now.families, 0) - last_quarter.families) >= 0.2 * last_quarter.families;
