-- One value: what the texts of a column of numbers show of the way they are written: commas, points, one that can only be
-- a decimal (0,5 or 12.25), and one that can be read in two ways and ends in 0 (2.500).
create or replace macro number_forms(given) as
{
    'comma': coalesce(bool_or(contains(cast(given as varchar), ',')), false),
    'point': coalesce(bool_or(contains(cast(given as varchar), '.')), false),
    'decimal': coalesce(
        bool_or(
            regexp_full_match(trim(cast(given as varchar)), '[+-]?[0-9]*[.,][0-9]+')
            and not has_three_after(cast(given as varchar))
        ),
        false
    ),
    'padded': coalesce(
        bool_or(has_three_after(cast(given as varchar)) and suffix(trim(cast(given as varchar)), '0')), false
    )
};
