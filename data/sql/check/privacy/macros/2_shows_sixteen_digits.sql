-- True or false: a text is or holds a number of sixteen digits (see has_sixteen_digits).
create or replace macro shows_sixteen_digits(given) as
strlen(given) >= 5
and (
    regexp_matches(given, '^ *[0-9][.,][0-9]{2,}[eE][+]?15 *$')
    or regexp_matches(given, '(^|[^0-9A-Za-z])[A-Za-z]{0,10}([0-9][ ./_-]?){15}[0-9]([^0-9A-Za-z]|$)')
)
and not regexp_full_match(
    given, '[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[+-]?[0-9]{0,15}[.,][0-9]+([eE]-?[0-9]{1,2})?'
);
