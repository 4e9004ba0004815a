-- One value: the digits of a region code as the table mapping_code has them for a list: of a kecamatan for Kemendagri
-- (a village is cut), of a kabupaten for BPS, whose kecamatan are numbered in its own way.
create or replace macro map_list_code(list, given) as
case
    when list = 'bps' and strlen(map_digits(given)) in (4, 7, 10) then left(map_digits(given), 4)
    when list = 'kemendagri' and strlen(map_digits(given)) in (4, 6, 10) then left(map_digits(given), 6)
end;
