-- Numbers that are written both with and without leading zeros.
-- grain: one row
SELECT COUNT(*) AS numbers
FROM (
    SELECT r.numbering, LTRIM(r.source_id, '0') AS bare
    FROM record AS r
    WHERE r.is_numbered
    GROUP BY r.numbering, LTRIM(r.source_id, '0')
    HAVING COUNT(DISTINCT r.source_id) > 1
) AS spelt
