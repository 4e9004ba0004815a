-- error, updates: a proposal whose kecamatan_code is missing or not in the region table
select * from updates
where kecamatan_code is null or kecamatan_code not in (select kecamatan_code from region_code);
