-- One row is one quarter of the store: as of when, by whom, made up or real.
select * from quarter_info order by quarter;
