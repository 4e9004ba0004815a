-- One row is one family that was paid this quarter but is not in the register; paid in several places, the first code counts.
create or replace temp view paid_outside as
select
    p.family_id,
    min(area.kabupaten) as kabupaten,
    min(area.kecamatan) as kecamatan,
    min(p.weight) as weight,
    max(began.ordinal) filter (p.programme = 'PKH') as pkh,
    max(began.ordinal) filter (p.programme = 'SEMBAKO') as sembako,
    max(began.ordinal) filter (p.programme = 'PBI') as pbi,
    max(p.persons_covered) filter (p.programme = 'PBI') as pbi_persons,
    max(p.rupiah) filter (p.programme = 'PKH') as rupiah_pkh,
    max(p.rupiah) filter (p.programme = 'SEMBAKO') as rupiah_sembako,
    max(p.rupiah) filter (p.programme = 'PBI') as rupiah_pbi
from doubtful_payment as p
left join area using (kecamatan_code)
left join quarter_label as began on began.label = p.first_quarter
where p.family_persons is null
group by p.family_id;
