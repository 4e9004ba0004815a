-- True or false: a tidied text is one of the marks that offices write for nothing (-, –, ., n/a, null, none).
create or replace macro map_is_mark(given) as
ascii(given) in (35, 45, 46, 78, 110, 8211, 8212)
and regexp_full_match(given, '-+|–|—|\.|n/?a|null|nan|none|#n/a', 'i');
