-- Review conferences held, each with the plan it reviewed.
-- grain: one row per child and day
-- key: review_key
-- rules: a review belongs to the plan its feed names, else to the child's latest plan that began before its day and had
--   not ended before it: the review that ends a plan is one of it, and a meeting on a plan's first day is the initial
--   conference.
WITH days AS (
    SELECT c.person_key, c.review_date AS day, CAST(NULL AS DATE) AS plan_start_date
    FROM child_protection_review_chosen AS c
    UNION ALL
    SELECT p.person_key, p.start_date AS day, p.start_date AS plan_start_date
    FROM child_protection_plan AS p
),
latest AS (
    SELECT
        d.person_key,
        d.day,
        MAX(d.plan_start_date) OVER (
            PARTITION BY d.person_key ORDER BY d.day
            RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL '1' DAY PRECEDING
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
    c.person_key || ':' || CAST(c.review_date AS VARCHAR) AS review_key,
    COALESCE(n.plan_key, o.plan_key) AS plan_key,
    c.review_date,
    c.sources
FROM child_protection_review_chosen AS c
LEFT JOIN child_protection_plan AS n ON n.person_key = c.person_key AND n.start_date = c.plan_start_date
LEFT JOIN plan_on_day AS d ON d.person_key = c.person_key AND d.day = c.review_date
LEFT JOIN child_protection_plan AS o
    ON o.person_key = d.person_key AND o.start_date = d.plan_start_date AND o.end_date >= c.review_date
