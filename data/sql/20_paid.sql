-- One row is one family paid by one programme this quarter: renamed and cast, nothing else.
create or replace temp view paid as
select
    family_id,
    programme,
    quarter_ordinal(first_quarter) as first_quarter,
    persons_covered,
    rupiah,
    (left(kecamatan_code, 2) || substr(kecamatan_code, 4, 2))::smallint as kabupaten,
    weight
from payments;
