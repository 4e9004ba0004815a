-- True or false: a cell says nothing: it is empty, or holds one of the marks that offices write for nothing.
create or replace macro map_blank(given) as
given is null or tidy(given) is null or regexp_full_match(tidy(given), '-+|–|—|\.|n/?a|null|nan|none|#n/a', 'i');
