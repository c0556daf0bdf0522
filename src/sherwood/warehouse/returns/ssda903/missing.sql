-- Times missing or away that touch the year, as they stood on its last day.
-- grain: one row a time
-- key: child, mis_start
-- rules: whoever was not back on the last day has no end.
SELECT
    p.source_id AS child,
    p.birth_date AS dob,
    m.missing_type AS missing,
    m.start_date AS mis_start,
    CASE WHEN m.until_date <= $last_day THEN m.until_date END AS mis_end
FROM missing AS m
JOIN person AS p ON p.person_key = m.person_key
WHERE m.start_date <= $last_day AND m.until_date >= $first_day AND m.missing_type IS NOT NULL
ORDER BY p.source_id, m.start_date
