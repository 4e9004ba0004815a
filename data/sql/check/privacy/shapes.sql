-- One row: one column, how many of its values have sixteen digits, show wider hashes, or look like other data of persons.
-- Each different value is looked at once.
select
    name,
    coalesce(sum(times) filter (where has_sixteen_digits(value)), 0)::bigint as sixteen_digits,
    coalesce(sum(times) filter (where is_wider_hash(value)), 0)::bigint as wider_hashes,
    sum(times)::bigint as given,
    coalesce(sum(times) filter (where regexp_matches(cast(value as varchar), '[^@ ]+@[^@ ]+[.][a-zA-Z]{2,}')), 0)::bigint as mail_addresses,
    coalesce(sum(times) filter (where looks_like_a_telephone(cast(value as varchar))), 0)::bigint as telephones,
    coalesce(sum(times) filter (where is_a_telephone(cast(value as varchar))), 0)::bigint as whole_telephones,
    coalesce(sum(times) filter (where looks_like_a_birth_date(cast(value as varchar))), 0)::bigint as birth_dates,
    coalesce(sum(times) filter (where looks_like_an_address(cast(value as varchar))), 0)::bigint as addresses,
    coalesce(sum(times) filter (where looks_like_a_name(cast(value as varchar))), 0)::bigint as names
from (
    select name, value, count(*) as times
    from (unpivot columns_in_question on columns(*) into name name value value)
    group by name, value
)
group by name;
