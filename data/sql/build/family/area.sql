-- One row is one kecamatan code with its number and that of its kabupaten: a look-up is far cheaper than cutting up 95 million texts.
create or replace temp table area as
select distinct
    kecamatan_code,
    replace(kecamatan_code, '.', '')::integer as kecamatan,
    (left(kecamatan_code, 2) || substr(kecamatan_code, 4, 2))::smallint as kabupaten
from region_code;
