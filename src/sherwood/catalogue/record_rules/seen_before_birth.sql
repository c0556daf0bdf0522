-- Protection and in-need visits before the date of birth that say that the child was seen. Visits to expectant parents say that it was not.
-- grain: one row per row of child_protection_visit at fault
-- key: source_row
WITH visit AS (
    SELECT v.authority, v.feed, v.person_key, v.source_row, v.visit_date
    FROM child_protection_visit AS v
    WHERE v.is_seen
    UNION ALL
    SELECT v.authority, v.feed, v.person_key, v.source_row, v.visit_date
    FROM child_in_need_visit AS v
    WHERE v.is_seen
)
SELECT
    v.authority,
    v.feed,
    v.person_key,
    v.source_row,
    CAST(v.visit_date AS VARCHAR) AS subject,
    v.visit_date AS fault_date,
    'Seen on ' || CAST(v.visit_date AS VARCHAR) || ', born ' || CAST(p.birth_date AS VARCHAR) AS told
FROM visit AS v
JOIN person AS p ON p.authority = v.authority AND p.person_key = v.person_key
WHERE v.visit_date < p.birth_date
