-- error, spotcheck: a visit whose weight or fpc can be read in two ways, such as 2.500 beside 850,5 or where nothing shows which sign is the decimal one; write 2500, 850.5 and never three digits after the sign
with forms as (select number_forms(weight) as weight, number_forms(fpc) as fpc from raw_spotcheck)

select raw_spotcheck.*
from raw_spotcheck
cross join forms
where is_doubtful(raw_spotcheck.weight, forms.weight) or is_doubtful(raw_spotcheck.fpc, forms.fpc);
