-- The area of a level (nation, province, kabupaten) that a kabupaten lies in.
create or replace temp macro area_of(kabupaten_code, level) as
    case level when 'nation' then 'ID' when 'province' then left(kabupaten_code, 2) else kabupaten_code end;
