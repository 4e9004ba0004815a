-- One value: the kecamatan code of Kemendagri's list, NULL when the list does not have it.
create or replace macro map_kemendagri(given) as
(
    select mapping_code.kecamatan_code
    from mapping_code
    where mapping_code.list = 'kemendagri' and mapping_code.given_code = map_list_code('kemendagri', given)
);
