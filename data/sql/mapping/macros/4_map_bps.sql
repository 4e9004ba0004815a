-- One value: the kabupaten of a BPS code as a whole (kecamatan 00), NULL when its list does not have it.
create or replace macro map_bps(given) as
(
    select mapping_code.kecamatan_code
    from mapping_code
    where mapping_code.list = 'bps' and mapping_code.given_code = map_list_code('bps', given)
);
