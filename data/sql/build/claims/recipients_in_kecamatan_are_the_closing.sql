-- One row is a kabupaten, programme and quarter where the recipients of its kecamatan do not add up to the ledger's closing.
with kecamatan as (
    select quarter, kabupaten_code, programme, sum(families) as families, sum(persons) as persons
    from kecamatan_recipient
    group by all
),
closing as (
    select quarter, kabupaten_code, programme, families, persons from movement where flow = 'closing'
)
select
    quarter,
    kabupaten_code,
    programme,
    kecamatan.families as recipients,
    closing.families as closing,
    kecamatan.persons as recipient_persons,
    closing.persons as closing_persons
from kecamatan
full join closing using (quarter, kabupaten_code, programme)
where
    kecamatan.families is distinct from closing.families
    or kecamatan.persons is distinct from closing.persons
order by all;
