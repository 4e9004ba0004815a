-- True or false: an identifier is the label of a line of totals (JUMLAH, Total keseluruhan, Sub total).
create or replace macro map_is_total(given) as
regexp_full_match(map_text(given), '(sub ?|grand )?(jumlah|total|rekap|rata-rata)( .*)?:?', 'i');
