-- Times missing or away that touch the year, as they stood on its last day.
-- grain: one row a time
-- key: child, mis_start
-- rules: from a placement: a child who was not looked after on the first day is in no return of it, though the case system tells of
--   children missing from home too (rules 578 and 581 of the return). Whoever was not back on the last day has no end.
SELECT
    p.source_id AS child,
    p.birth_date AS dob,
    m.missing_type AS missing,
    m.start_date AS mis_start,
    CASE WHEN m.until_date <= $last_day THEN m.until_date END AS mis_end
FROM missing AS m
JOIN person AS p ON p.person_key = m.person_key
WHERE
    m.start_date <= $last_day
    AND m.until_date >= $first_day
    AND m.missing_type IS NOT NULL
    AND EXISTS (
        SELECT 1
        FROM period_of_care AS c
        WHERE c.person_key = m.person_key AND c.start_date <= m.start_date AND m.start_date <= c.until_date
    )
ORDER BY p.source_id, m.start_date
