-- error, families: a family whose kecamatan_code is missing or not in the region table
select * from families
where
    kecamatan_code is null
    or kecamatan_code in (select kecamatan_code from register_summary where not is_known);
