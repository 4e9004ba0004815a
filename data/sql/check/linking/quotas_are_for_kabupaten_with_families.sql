-- error, quotas: quotas of kabupaten in which the register holds no family
with peopled as (
    select distinct left(kecamatan_code, 5) as kabupaten_code
    from register_summary
    where is_known
)

select
    '' as part,
    count(*) as rows_in,
    count(*) filter (peopled.kabupaten_code is null) as unlinked,
    min(quotas.kabupaten_code) filter (peopled.kabupaten_code is null) as example
from quotas
left join peopled using (kabupaten_code)
where quotas.kabupaten_code in (select kabupaten_code from kabupaten_code);
