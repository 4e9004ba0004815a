-- One value: a part of a region code in its width, with zeros before it; NULL when it has more digits.
create or replace macro map_part(given, width) as
case when strlen(map_digits(given)) <= width then lpad(map_digits(given), width, '0') end;
