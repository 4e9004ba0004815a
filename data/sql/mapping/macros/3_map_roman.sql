-- One value: the number of a quarter as one digit, from 1 to 4 or i to iv.
create or replace macro map_roman(given) as
case given when 'i' then '1' when 'ii' then '2' when 'iii' then '3' when 'iv' then '4' else given end;
