-- The Kemendagri code of a kabupaten from its number during the build: kabupaten_code(3515) = '35.15'.
create or replace temp macro kabupaten_code(number) as
    left(number::varchar, 2) || '.' || right(number::varchar, 2);
