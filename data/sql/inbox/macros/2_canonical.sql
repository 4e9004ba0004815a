-- One value: an identifier in its one form, as text: 60000726, 60000726.0 and 60000726,00 (what spreadsheets and data
-- frames write of whole numbers with gaps) and digits of full width are the same identifier.
create or replace macro canonical(given) as
case
    when typeof(given) = 'VARCHAR'
        then regexp_replace(
            translate(tidy(given), '０１２３４５６７８９', '0123456789'), '^([0-9]+)[.,]0{1,2}$', '\1'
        )
    else cast(try_cast(given as hugeint) as varchar)
end;
