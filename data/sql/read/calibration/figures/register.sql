-- One row: one figure of the register in one quarter.
WITH decile_sum AS (
    SELECT quarter, decile, sum(families) AS families, sum(persons) AS persons
    FROM cell
    GROUP BY quarter, decile
),
ranked AS (
    SELECT
        quarter,
        sum(families) FILTER (decile <= 4) / sum(families) AS poor_families,
        max(persons) / sum(persons) AS largest,
        min(persons) / sum(persons) AS smallest
    FROM decile_sum
    WHERE decile > 0
    GROUP BY quarter
)
SELECT 'Persons in the register, ' || quarter AS figure, sum(persons)::DOUBLE AS achieved FROM decile_sum GROUP BY quarter
UNION ALL
SELECT 'Families in the register, ' || quarter, sum(families) FROM decile_sum GROUP BY quarter
UNION ALL
SELECT 'Families not ranked (desil 0), ' || quarter, sum(families) FILTER (decile = 0) / sum(families) * 100
FROM decile_sum
GROUP BY quarter
UNION ALL
SELECT 'Ranked families in desil 1-4, ' || quarter, poor_families * 100 FROM ranked
UNION ALL
SELECT 'Persons in the largest desil, ' || quarter, largest * 100 FROM ranked
UNION ALL
SELECT 'Persons in the smallest desil, ' || quarter, smallest * 100 FROM ranked
