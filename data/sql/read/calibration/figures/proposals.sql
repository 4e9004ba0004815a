-- One row: proposals or objections filed through Cek Bansos in one quarter (not weighted).
SELECT
    CASE kind WHEN 'proposal' THEN 'Proposals' ELSE 'Objections' END || ' through Cek Bansos, ' || quarter AS figure,
    sum(proposals)::DOUBLE AS achieved
FROM update_flow
WHERE channel = 'cek_bansos' AND kind IN ('proposal', 'objection')
GROUP BY quarter, kind
