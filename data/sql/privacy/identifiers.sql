-- One row: how many values of a column have sixteen digits, and how many show that it holds wider hashes.
select count_if(has_sixteen_digits(value)) as sixteen_digits, count_if(is_wider_hash(value)) as wider_hashes
from column_in_question;
