-- One row: how many values of a column have sixteen digits, and how many show that it holds wider hashes.
select
    count(*) filter (where has_sixteen_digits(value)) as sixteen_digits,
    count(*) filter (where is_wider_hash(value)) as wider_hashes
from column_in_question;
