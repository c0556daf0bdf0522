-- Reviews of education, health and care plans: yearly reviews, with what the authority decided and by when it had to.
-- grain: one row per plan and day of the meeting
-- key: plan_number, review_date
-- rules: notice within 4 weeks of the meeting (SEND Regulations 2014, reg 20).
SELECT
    l.authority,
    l.feed,
    p.person_key,
    l.source_row,
    l.plan_number,
    l.review_date,
    d.due_date AS decision_due_date,
    COALESCE(l.decided_date, DATE '9999-12-31') AS decided_date,
    l.decision
FROM landing_sen2_reviews AS l
JOIN ehc_plan AS p ON p.plan_number = l.plan_number
LEFT JOIN due_day AS d
    ON d.timescale = 'ehc_review' AND d.step = 'decision' AND d.clock_date = l.review_date
