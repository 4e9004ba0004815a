-- One row: one column, how many of its values have sixteen digits, show wider hashes, or look like other data of persons.
select
    name,
    count(*) filter (where has_sixteen_digits(value)) as sixteen_digits,
    count(*) filter (where is_wider_hash(value)) as wider_hashes,
    count(value) as given,
    count(*) filter (where regexp_matches(cast(value as varchar), '[^@ ]+@[^@ ]+[.][a-zA-Z]{2,}')) as mail_addresses,
    count(*) filter (where regexp_full_match(trim(cast(value as varchar)), '([+]?62|0)?8[0-9][0-9 -]{7,12}([.]0)?')) as telephones,
    count(*) filter (
        where regexp_full_match(
            trim(cast(value as varchar)),
            '((19[0-9]{2}|200[0-9])[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](19[0-9]{2}|200[0-9]))( 00:00:00)?'
        )
    ) as birth_dates
from (unpivot columns_in_question on columns(*) into name name value value)
group by name;
