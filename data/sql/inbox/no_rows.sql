-- No row: what was given of a table that was not given.
select null as nothing where false;
