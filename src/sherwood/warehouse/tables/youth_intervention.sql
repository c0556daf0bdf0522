-- Youth justice interventions: prevention, out-of-court work, orders and custody, from start to end.
-- grain: one row per intervention
-- key: intervention_number
-- rules: an intervention runs from its start until its end, which may lie ahead; a plan is due within the local limit
--   (youth_justice_plan).
SELECT
    l.authority,
    l.feed,
    r.person_key,
    l.source_row,
    l.intervention_number,
    l.stage,
    l.intervention,
    l.start_date,
    COALESCE(l.end_date, DATE '9999-12-31') AS end_date,
    COALESCE(l.plan_date, DATE '9999-12-31') AS plan_date,
    COALESCE(d.due_date, l.start_date) AS plan_due_date,
    l.review_date,
    l.reoffending_risk,
    l.harm_risk,
    l.safety_risk,
    l.education
FROM landing_youth_justice_interventions AS l
JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
LEFT JOIN due_day AS d ON d.timescale = 'youth_justice_plan' AND d.step = 'only' AND d.clock_date = l.start_date
