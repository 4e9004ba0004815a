-- One value: whole years that may be an age, from 0 to 120; NULL where they are none.
create or replace macro map_lived(years) as case when years between 0 and 120 then years end;
