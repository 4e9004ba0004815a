-- error, spotcheck: a visit whose kecamatan_code is missing or not in the region table
select * from spotcheck
where kecamatan_code is null or kecamatan_code not in (select kecamatan_code from region_code);
