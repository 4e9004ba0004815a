-- One row is one family paid by one programme this quarter: renamed and cast, nothing else.
create or replace temp view paid as
select
    p.family_id,
    p.programme,
    began.ordinal as first_quarter,
    p.persons_covered,
    p.rupiah
from payments as p
left join quarter_label as began on began.label = p.first_quarter;
