-- One row is a kabupaten and quarter of filing where the waiting proposals of its kecamatan are not those of the kabupaten.
with kecamatan as (
    select
        quarter,
        kabupaten_code,
        sum(proposals) as waiting,
        coalesce(sum(proposals) filter (overdue), 0) as overdue
    from kecamatan_waiting
    group by all
),
kabupaten as (
    select
        quarter,
        kabupaten_code,
        sum(proposals) as waiting,
        coalesce(sum(proposals) filter (overdue), 0) as overdue
    from update_flow
    where outcome = 'pending'
    group by all
)
select
    quarter,
    kabupaten_code,
    kecamatan.waiting as waiting_in_kecamatan,
    kabupaten.waiting as waiting_in_kabupaten,
    kecamatan.overdue as overdue_in_kecamatan,
    kabupaten.overdue as overdue_in_kabupaten
from kecamatan
full join kabupaten using (quarter, kabupaten_code)
where
    kecamatan.waiting is distinct from kabupaten.waiting
    or kecamatan.overdue is distinct from kabupaten.overdue
order by all;
