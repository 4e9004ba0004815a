-- One value: a kecamatan code that is Kemendagri's already.
create or replace macro as_kecamatan(given) as cast(given as varchar);
