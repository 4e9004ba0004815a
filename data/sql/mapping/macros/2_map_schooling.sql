-- One value: the school that a member attends: sd, smp, sma (with those of the same level: MI, MTs, MA, SMK, Paket A to
-- C), or none; NULL when it cannot be told.
create or replace macro map_schooling(given) as
case
    when regexp_matches(map_text(given), '^(tidak|tdk|belum|bukan|sudah tamat|lulus|none|paud|tk\b|d[1-4]|s[1-3]|kuliah|perguruan|pt\b|diploma)', 'i')
        then 'none'
    when regexp_matches(map_text(given), '^(sd|mi|sdlb|paket a)\b', 'i') then 'sd'
    when regexp_matches(map_text(given), '^(smp|sltp|mts|smplb|paket b)\b', 'i') then 'smp'
    when regexp_matches(map_text(given), '^(sma|slta|smu|smk|ma|mak|smalb|paket c)\b', 'i') then 'sma'
end;
