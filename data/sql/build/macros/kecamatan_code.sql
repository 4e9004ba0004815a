-- The Kemendagri code of a kecamatan from its number during the build: kecamatan_code(351501) = '35.15.01'.
create or replace temp macro kecamatan_code(number) as
    left(number::varchar, 2) || '.' || substr(number::varchar, 3, 2) || '.' || right(number::varchar, 2);
