-- One row is one quarter of the store.
select quarter from quarter_info order by quarter;
