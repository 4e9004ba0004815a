-- One row: persons of PBI, or PKH families, that ended for one given reason.
SELECT 'PBI persons ended as ' || reason || ', ' || quarter AS figure, sum(persons)::DOUBLE AS achieved
FROM movement
WHERE programme = 'PBI' AND flow = 'exited' AND given
GROUP BY quarter, reason
UNION ALL
SELECT 'PKH families graduated, ' || left(quarter, 4), sum(families)
FROM movement
WHERE programme = 'PKH' AND flow = 'exited' AND reason = 'graduated'
GROUP BY left(quarter, 4)
