-- One value: true (ya, y, 1, yes, true, ada, v, x, √) or false (tidak, tdk, t, 0, no, n, false, bukan), NULL when
-- neither. A single t is tidak.
create or replace macro map_yes_no(given) as
case
    when typeof(given) = 'BOOLEAN' then try_cast(given as boolean)
    when regexp_full_match(map_text(given), 'ya|y|iya|1|1[.,]0|yes|true|benar|ada|v|x|√|✓', 'i') then true
    when regexp_full_match(map_text(given), 'tidak|tdk|t|0|0[.,]0|no|n|false|bukan|tidak ada|belum', 'i') then false
end;
