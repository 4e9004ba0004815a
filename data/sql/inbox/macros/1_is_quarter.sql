-- True or false: a text is a quarter, such as 2026Q1.
create or replace macro is_quarter(given) as regexp_full_match(given, '(19|20|21)[0-9]{2}Q[1-4]');
