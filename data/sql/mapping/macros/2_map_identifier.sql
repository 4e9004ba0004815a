-- One value: an identifier in its one form, without the mark that spreadsheets write before digits kept as text ('), and
-- sixteen digits without what parts them. Plain letters and digits are in it already.
create or replace macro map_identifier(given) as
case
    when regexp_full_match(map_text(given), '[0-9A-Za-z-]+') then map_text(given)
    when map_sixteen(given) then regexp_replace(map_text(given), '[ ._/-]', '', 'g')
    else canonical(ltrim(map_text(given), ''''))
end;
