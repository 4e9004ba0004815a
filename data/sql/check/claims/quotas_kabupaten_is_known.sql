-- error, quotas: a quota whose kabupaten_code is missing or not in the region table
select * from quotas
where kabupaten_code is null or kabupaten_code not in (select kabupaten_code from kabupaten_code);
