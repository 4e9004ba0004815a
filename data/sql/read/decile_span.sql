-- One row is one quarter from which families were followed to this quarter.
select distinct quarter_before from decile_flow where quarter = $quarter order by quarter_before;
