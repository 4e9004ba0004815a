-- One value: the digits of a code that may have dots, a dash, a fraction of a spreadsheet (15.0) or a mark of text (')
-- before it; NULL when other signs are in it.
create or replace macro map_digits(given) as
case
    when regexp_full_match(map_text(given), '[0-9]+') then map_text(given)
    else nullif(
        translate(
            regexp_extract(
                regexp_replace(translate(map_text(given), '''', ''), '^([0-9]+)[.,]0$', '\1'),
                '^[0-9]+([. -][0-9]+)*$'
            ),
            '. -', ''
        ),
        ''
    )
end;
