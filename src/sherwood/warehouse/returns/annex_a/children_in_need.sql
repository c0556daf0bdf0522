-- Annex A list 6: children in need on the day, or whose case closed in the six months to it.
-- grain: one row a child and case
-- key: person_key, start_date
-- rules: the case stands where the weightiest of care, child protection plan, plan and assessment on the day puts it; one
--   with none of them has no status to tell.
WITH seen AS (
    SELECT v.person_key, v.visit_date FROM child_in_need_visit AS v WHERE v.is_seen
    UNION ALL
    SELECT v.person_key, v.visit_date FROM child_protection_visit AS v WHERE v.is_seen
    UNION ALL
    SELECT v.person_key, v.visit_date FROM looked_after_visit AS v WHERE v.is_seen
),
last_seen AS (
    SELECT s.person_key, MAX(s.visit_date) AS last_seen_date
    FROM seen AS s
    WHERE s.visit_date <= $as_at
    GROUP BY s.person_key
),
standing AS (
    SELECT p.person_key, 1 AS weight
    FROM period_of_care AS p
    WHERE p.start_date <= $as_at AND p.end_date > $as_at AND NOT p.is_short_break
    UNION ALL
    SELECT p.person_key, 2 AS weight
    FROM child_protection_plan AS p
    WHERE p.start_date <= $as_at AND p.end_date > $as_at
    UNION ALL
    SELECT p.person_key, 3 AS weight
    FROM child_in_need_plan AS p
    WHERE p.start_date <= $as_at AND p.end_date > $as_at
    UNION ALL
    SELECT a.person_key, 4 AS weight
    FROM assessment AS a
    WHERE a.start_date <= $as_at AND a.until_date > $as_at
),
weightiest AS (
    SELECT s.person_key, MIN(s.weight) AS weight
    FROM standing AS s
    GROUP BY s.person_key
)
SELECT
    n.person_key,
    n.source_row,
    n.start_date,
    n.primary_need,
    l.last_seen_date,
    CASE WHEN n.end_date <= $as_at THEN n.end_date END AS closure_date,
    CASE WHEN n.end_date <= $as_at THEN n.close_reason END AS closure_reason,
    CASE
        WHEN n.end_date <= $as_at THEN 'closed'
        WHEN w.weight = 1 THEN 'looked_after'
        WHEN w.weight = 2 THEN 'child_protection_plan'
        WHEN w.weight = 3 THEN 'child_in_need_plan'
        WHEN w.weight = 4 THEN 'open_assessment'
    END AS case_status
FROM child_in_need AS n
LEFT JOIN last_seen AS l ON l.person_key = n.person_key
LEFT JOIN weightiest AS w ON w.person_key = n.person_key
WHERE n.start_date <= $as_at AND n.end_date >= $since
