-- One value: a kecamatan code that is Kemendagri's already.
create or replace macro as_kecamatan(given_table, given) as cast(given as varchar);
