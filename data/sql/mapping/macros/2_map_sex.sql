-- One value: f for a woman or girl (P, Perempuan, Wanita, 2), m for a man or boy (L, Laki-laki, Pria, 1), NULL when neither.
create or replace macro map_sex(given) as
case
    when regexp_full_match(map_text(given), '(2[ .]*)?(p|pr|perempuan|wanita|f|female)|2([.,]0)?', 'i') then 'f'
    when regexp_full_match(map_text(given), '(1[ .]*)?(l|lk|laki[ -]*laki|pria|m|male)|1([.,]0)?', 'i') then 'm'
end;
