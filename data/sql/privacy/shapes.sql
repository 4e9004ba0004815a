-- One row: how many values of a column are given, and how many look like mail addresses, telephones and birth dates.
select
    count(value) as given,
    count_if(regexp_matches(cast(value as varchar), '[^@ ]+@[^@ ]+[.][a-zA-Z]{2,}')) as mail_addresses,
    count_if(regexp_full_match(trim(cast(value as varchar)), '([+]?62|0)?8[0-9][0-9 -]{7,12}')) as telephones,
    count_if(
        regexp_full_match(
            trim(cast(value as varchar)),
            '((19[0-9]{2}|200[0-9])[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](19[0-9]{2}|200[0-9]))( 00:00:00)?'
        )
    ) as birth_dates
from column_in_question;
