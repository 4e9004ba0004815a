-- One row: one figure of recipients in one quarter, members outside the register included.
WITH paid AS (
    SELECT
        quarter,
        sum(families) FILTER (quarters_on_pkh > 0) AS pkh,
        sum(families) FILTER (quarters_on_sembako > 0) AS sembako,
        sum(families) FILTER (quarters_on_pkh > 0 OR quarters_on_sembako > 0) AS either,
        sum(families) FILTER (greatest(quarters_on_pkh, quarters_on_sembako) > 20) AS past_five,
        sum(families) FILTER (greatest(quarters_on_pkh, quarters_on_sembako) > 72) AS past_eighteen,
        sum(pbi_persons) AS pbi
    FROM cell
    GROUP BY quarter
),
outside AS (
    SELECT quarter, sum(persons) AS persons
    FROM unmatched
    WHERE programme = 'PBI'
    GROUP BY quarter
)
SELECT 'PKH families, ' || quarter AS figure, pkh::DOUBLE AS achieved FROM paid
UNION ALL
SELECT 'Sembako families, ' || quarter, sembako FROM paid
UNION ALL
SELECT 'Families on PKH or Sembako, ' || quarter, either FROM paid
UNION ALL
SELECT 'Families past five years on aid, ' || quarter, past_five FROM paid
UNION ALL
SELECT 'Families past eighteen years on aid, ' || quarter, past_eighteen FROM paid
UNION ALL
SELECT 'PBI persons, ' || quarter, pbi + coalesce(persons, 0) FROM paid LEFT JOIN outside USING (quarter)
