-- Annex A list 7: child protection plans on the day, or ended in the six months to it.
-- grain: one row a child and start
-- key: person_key, start_date
WITH visits AS (
    SELECT
        v.plan_key,
        v.visit_date,
        v.is_seen_alone,
        ROW_NUMBER() OVER (PARTITION BY v.plan_key ORDER BY v.visit_date DESC) AS from_last
    FROM child_protection_visit AS v
    WHERE v.visit_date <= $as_at
),
reviews AS (
    SELECT r.plan_key, MAX(r.review_date) AS last_review_date
    FROM child_protection_review AS r
    WHERE r.review_date <= $as_at
    GROUP BY r.plan_key
),
emergencies AS (
    SELECT DISTINCT e.person_key
    FROM episode AS e
    WHERE e.legal_status IN ('L1', 'L2') AND e.start_date <= $as_at AND e.end_date >= $since
)
SELECT
    p.person_key,
    p.source_row,
    p.start_date,
    p.initial_category,
    p.latest_category,
    v.visit_date AS last_visit_date,
    CASE WHEN v.is_seen_alone THEN 'yes' WHEN NOT v.is_seen_alone THEN 'no' END AS seen_alone,
    r.last_review_date,
    CASE WHEN p.end_date <= $as_at THEN p.end_date END AS end_date,
    e.person_key IS NOT NULL AS emergency,
    p.previous_plans
FROM child_protection_plan AS p
LEFT JOIN visits AS v ON v.plan_key = p.plan_key AND v.from_last = 1
LEFT JOIN reviews AS r ON r.plan_key = p.plan_key
LEFT JOIN emergencies AS e ON e.person_key = p.person_key
WHERE p.start_date <= $as_at AND p.end_date >= $since
