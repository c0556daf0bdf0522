-- Education, health and care plans: plans with need and placement, from the first issue to their end, with the yearly
--   review due.
-- grain: one row per plan
-- key: plan_number
-- rules: a plan is reviewed within 12 months of its issue or the last review (Children and Families Act 2014, section
--   44). A plan without a first day is open on no day and in no table.
WITH reviewed AS (
    SELECT v.plan_number, MAX(v.review_date) AS last_review_date
    FROM landing_sen2_reviews AS v
    GROUP BY v.plan_number
)
SELECT
    l.authority,
    l.feed,
    r.person_key,
    l.source_row,
    l.plan_number,
    l.start_date,
    COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
    l.end_reason,
    l.need,
    l.second_need,
    l.placement,
    l.urn,
    v.last_review_date,
    d.due_date AS review_due_date
FROM landing_sen2_plans AS l
JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
LEFT JOIN reviewed AS v ON v.plan_number = l.plan_number
LEFT JOIN due_day AS d
    ON d.timescale = 'ehc_review' AND d.step = 'next' AND d.clock_date = COALESCE(v.last_review_date, l.start_date)
WHERE l.start_date IS NOT NULL
