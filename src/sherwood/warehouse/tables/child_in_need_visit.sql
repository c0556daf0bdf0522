-- Child in need visits, each with the plan it was made under.
-- grain: one row per child and day
-- key: visit_key
-- rules: a visit belongs to the child's latest plan that began on or before its day and had not ended before it.
WITH days AS (
    SELECT c.person_key, c.visit_date AS day, CAST(NULL AS DATE) AS plan_start_date
    FROM child_in_need_visit_chosen AS c
    UNION ALL
    SELECT p.person_key, p.start_date AS day, p.start_date AS plan_start_date
    FROM child_in_need_plan AS p
),
latest AS (
    SELECT
        d.person_key,
        d.day,
        MAX(d.plan_start_date) OVER (
            PARTITION BY d.person_key ORDER BY d.day RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS plan_start_date
    FROM days AS d
),
plan_on_day AS (
    SELECT DISTINCT l.person_key, l.day, l.plan_start_date
    FROM latest AS l
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.person_key || ':' || CAST(c.visit_date AS VARCHAR) AS visit_key,
    p.plan_key,
    c.visit_date,
    c.is_seen,
    c.is_seen_alone,
    c.sources
FROM child_in_need_visit_chosen AS c
JOIN plan_on_day AS d ON d.person_key = c.person_key AND d.day = c.visit_date
LEFT JOIN child_in_need_plan AS p
    ON p.person_key = d.person_key AND p.start_date = d.plan_start_date AND p.end_date >= c.visit_date
