-- One row: one family on one programme in the quarter, renamed and cast, nothing else.
create or replace view payments as
select
    as_text(quarter) as quarter,
    as_identifier(family_id) as family_id,
    as_text(programme) as programme,
    as_tiny(persons_covered) as persons_covered,
    as_kecamatan('payments', kecamatan_code) as kecamatan_code,
    coalesce(as_whole(weight), 1) as weight,
    as_long(rupiah) as rupiah,
    as_text(first_quarter) as first_quarter
from raw_payments;
