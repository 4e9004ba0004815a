-- One row: one family on one programme in the quarter, as it came; columns that did not come are empty.
create or replace view raw_payments as
select
    null::varchar as quarter, no_identifier() as family_id, null::varchar as programme, null::tinyint as persons_covered,
    null::varchar as kecamatan_code, null::integer as weight, null::bigint as rupiah,
    null::varchar as first_quarter
where false
union all by name
select * from given_payments;
