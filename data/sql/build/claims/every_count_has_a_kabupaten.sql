-- One row is a quarter with counts that belong to no kabupaten: a paid family not in the register came without its code.
select quarter, 'cell' as table_name, count(*) as rows_without from cell where kabupaten_code is null group by all
union all
select quarter, 'unmatched', count(*) from unmatched where kabupaten_code is null group by all
union all
select quarter, 'movement', count(*) from movement where kabupaten_code is null group by all
order by all;
