-- error, families: a kabupaten with families whose weight differs from the last quarter, and how many
select kabupaten_code(kabupaten_after) as kabupaten_code, sum(reweighted)::bigint as failures
from path
where reweighted > 0
group by all
order by all;
