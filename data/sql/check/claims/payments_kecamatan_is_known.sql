-- error, payments: a payment whose kecamatan_code is given but not in the region table
select * from payments
where kecamatan_code not in (select kecamatan_code from region_code) and kecamatan_code <> '';
