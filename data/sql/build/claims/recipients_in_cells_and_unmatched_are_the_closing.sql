-- One row is a kabupaten, programme and quarter where cells and unmatched payments do not add up to the ledger's closing.
with counted as (
    select quarter, kabupaten_code, 'PKH' as programme, families, null as persons from cell where quarters_on_pkh > 0
    union all
    select quarter, kabupaten_code, 'SEMBAKO', families, null from cell where quarters_on_sembako > 0
    union all
    select quarter, kabupaten_code, 'PBI', families, pbi_persons from cell where on_pbi
    union all
    select quarter, kabupaten_code, programme, families, persons from unmatched
),
recipients as (
    select quarter, kabupaten_code, programme, sum(families) as families, sum(persons) as persons
    from counted
    group by all
),
closing as (
    select quarter, kabupaten_code, programme, families, persons from movement where flow = 'closing'
)
select
    quarter,
    kabupaten_code,
    programme,
    recipients.families as recipients,
    closing.families as closing,
    recipients.persons as recipient_persons,
    closing.persons as closing_persons
from recipients
full join closing using (quarter, kabupaten_code, programme)
where
    recipients.families is distinct from closing.families
    or recipients.persons is distinct from closing.persons
order by all;
