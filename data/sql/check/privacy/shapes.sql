-- One row: one column, how many of its values have sixteen digits, show wider hashes, or look like other data of persons.
select
    name,
    count(*) filter (where has_sixteen_digits(value)) as sixteen_digits,
    count(*) filter (where is_wider_hash(value)) as wider_hashes,
    count(value) as given,
    count(*) filter (where regexp_matches(cast(value as varchar), '[^@ ]+@[^@ ]+[.][a-zA-Z]{2,}')) as mail_addresses,
    count(*) filter (where looks_like_a_telephone(cast(value as varchar))) as telephones,
    count(*) filter (where is_a_telephone(cast(value as varchar))) as whole_telephones,
    count(*) filter (where looks_like_a_birth_date(cast(value as varchar))) as birth_dates,
    count(*) filter (where looks_like_an_address(cast(value as varchar))) as addresses,
    count(*) filter (where looks_like_a_name(cast(value as varchar))) as names
from (unpivot columns_in_question on columns(*) into name name value value)
group by name;
