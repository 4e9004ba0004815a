-- One value: whether a disability is severe: berat, or yes; none, ringan, sedang and no are not; NULL when it cannot be
-- told.
create or replace macro map_severe(given) as
case
    when regexp_matches(map_text(given), '\bberat\b', 'i') then true
    when regexp_matches(map_text(given), '\b(ringan|sedang)\b|^(tidak|bukan|non)', 'i') then false
    else map_yes_no(given)
end;
