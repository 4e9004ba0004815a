-- One value: true for 1 (1, 1. Ya) and false for 2, as questionnaires of BPS code yes and no.
create or replace macro map_one_two(given) as
case regexp_extract(map_text(given), '^([12])([.,]0)?([ .):-]+[a-zA-Z ]+)?$', 1)
    when '1' then true
    when '2' then false
end;
