-- No pupil number is recorded of a child of school age, while in need or looked after on the last day of the data.
-- grain: one row per row of person at fault
-- key: source_row
WITH open_child AS (
    SELECT c.authority, c.person_key, c.start_date
    FROM child_in_need AS c
    JOIN build_facts AS b ON b.authority = c.authority
    WHERE c.start_date <= b.data_date AND b.data_date < c.end_date
    UNION ALL
    SELECT p.authority, p.person_key, p.start_date
    FROM period_of_care AS p
    JOIN build_facts AS b ON b.authority = p.authority
    WHERE NOT p.is_short_break AND p.start_date <= b.data_date AND b.data_date < p.until_date
),
since AS (
    SELECT o.authority, o.person_key, MIN(o.start_date) AS start_date
    FROM open_child AS o
    GROUP BY o.authority, o.person_key
)
SELECT
    p.authority,
    p.feed,
    p.person_key,
    p.source_row,
    'open since ' || CAST(s.start_date AS VARCHAR) AS subject,
    s.start_date AS fault_date,
    'No pupil number; open since ' || CAST(s.start_date AS VARCHAR) AS told
FROM since AS s
JOIN person AS p ON p.authority = s.authority AND p.person_key = s.person_key
JOIN build_facts AS b ON b.authority = p.authority
WHERE p.upn IS NULL AND p.birth_date <= b.data_date - INTERVAL 5 YEAR AND p.birth_date > b.data_date - INTERVAL 16 YEAR
