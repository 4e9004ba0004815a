-- One row: one family on one programme in the quarter, as given, renamed and cast, nothing else.
create or replace view payments as
with given as (
    select
        null::varchar as quarter, no_identifier() as family_id, null::varchar as programme, null::tinyint as persons_covered,
        null::varchar as kecamatan_code, null::integer as weight, null::bigint as rupiah,
        null::varchar as first_quarter
    where false
    union all by name
    select * from given_payments
)
select
    as_text(quarter) as quarter,
    as_identifier(family_id) as family_id,
    as_text(programme) as programme,
    as_tiny(persons_covered) as persons_covered,
    as_kecamatan(kecamatan_code) as kecamatan_code,
    coalesce(as_whole(weight), 1) as weight,
    as_long(rupiah) as rupiah,
    as_text(first_quarter) as first_quarter
from given;
