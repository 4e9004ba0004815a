-- One row: the places of one programme in one kabupaten, as it came; columns that did not come are empty.
create or replace view raw_quotas as
select null::varchar as kabupaten_code, null::varchar as programme, null::bigint as quota
where false
union all by name
select * from given_quotas;
