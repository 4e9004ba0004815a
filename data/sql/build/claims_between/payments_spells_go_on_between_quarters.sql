-- warning, payments: a kabupaten with payments whose first_quarter does not follow from the last quarter's, and how many
select kabupaten_code(kabupaten_after) as kabupaten_code, sum(jumped)::bigint as failures
from path
where jumped > 0
group by all
order by all;
