-- One row: families and persons of one kabupaten in one quarter.
SELECT quarter, kabupaten_code, sum(families)::DOUBLE AS families, sum(persons)::DOUBLE AS persons
FROM cell
GROUP BY quarter, kabupaten_code
