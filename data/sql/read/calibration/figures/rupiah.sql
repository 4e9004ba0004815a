-- One row: rupiah of one programme in one calendar year, in trillions; only years with four quarters.
WITH paid AS (
    SELECT quarter, 'PKH' AS programme, sum(rupiah_pkh) AS rupiah FROM cell GROUP BY quarter
    UNION ALL
    SELECT quarter, 'Sembako', sum(rupiah_sembako) FROM cell GROUP BY quarter
    UNION ALL
    SELECT quarter, 'PBI', sum(rupiah_pbi) FROM cell GROUP BY quarter
    UNION ALL
    SELECT quarter, 'PBI', sum(rupiah) FROM unmatched WHERE programme = 'PBI' GROUP BY quarter
)
SELECT programme || ' rupiah, ' || left(quarter, 4) AS figure, sum(rupiah)::DOUBLE / 1e12 AS achieved
FROM paid
GROUP BY programme, left(quarter, 4)
HAVING count(DISTINCT quarter) = 4
