-- Numbers as they were said, to be held against their own check digit or letter.
-- grain: one row per kind and number
-- key: kind, number
WITH said_numbers AS (
    SELECT 'nhs_number' AS kind, REGEXP_REPLACE(s.nhs_number, '[ -]', '', 'g') AS number
    FROM said AS s
    UNION
    SELECT 'upn' AS kind, UPPER(UNNEST(s.upns)) AS number
    FROM said AS s
)
SELECT n.kind, n.number
FROM said_numbers AS n
WHERE n.number IS NOT NULL
ORDER BY n.kind, n.number
