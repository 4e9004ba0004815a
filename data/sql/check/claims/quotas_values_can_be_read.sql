-- error, quotas: a quota that cannot be read as a whole number
select * replace (as_kabupaten(kabupaten_code) as kabupaten_code) from raw_quotas
where unread_long(quota);
