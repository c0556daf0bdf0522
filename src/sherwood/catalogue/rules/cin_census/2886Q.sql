-- grain: every born child without a recorded sex, where they are more than two in a hundred of all children
WITH counted AS (
    SELECT
        c.source_row,
        c.expected_birth_date_text IS NULL AND COALESCE(c.sex, '0') = '0' AS is_unrecorded
    FROM children AS c
),

share AS (
    SELECT SUM(CASE WHEN k.is_unrecorded THEN 1 ELSE 0 END) AS unrecorded, COUNT(*) AS children
    FROM counted AS k
)

SELECT k.source_row
FROM counted AS k
INNER JOIN share AS s ON s.unrecorded * 50 > s.children
WHERE k.is_unrecorded
