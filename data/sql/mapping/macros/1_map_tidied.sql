-- One value: the same as tidy; a text that begins and ends with a plain sign, as nearly all do, is not searched for blanks.
create or replace macro map_tidied(given) as
case
    when ascii(given) between 33 and 126 and ascii(right(given, 1)) between 33 and 126 then nfc_normalize(given)
    else tidy(given)
end;
