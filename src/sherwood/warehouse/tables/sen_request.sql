-- Requests for an education, health and care needs assessment: requests, what was decided and when.
-- grain: one row per request
-- key: request_number
-- rules: weeks run from the day of the request (SEND Regulations 2014, regs 5, 10 and 13). A request without a day is in
--   no time and in no table.
SELECT
    l.authority,
    l.feed,
    r.person_key,
    l.source_row,
    l.request_number,
    l.source,
    l.request_date,
    d.due_date AS decision_due_date,
    COALESCE(l.decision_date, DATE '9999-12-31') AS decision_date,
    l.is_assessed,
    l.outcome,
    w.due_date AS refusal_due_date,
    p.due_date AS plan_due_date,
    COALESCE(l.outcome_date, DATE '9999-12-31') AS outcome_date,
    l.outcome IS NULL AS is_open
FROM landing_sen2_requests AS l
JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
LEFT JOIN due_day AS d
    ON d.timescale = 'ehc_needs_assessment' AND d.step = 'decision' AND d.clock_date = l.request_date
LEFT JOIN due_day AS w
    ON w.timescale = 'ehc_needs_assessment' AND w.step = 'no_plan' AND w.clock_date = l.request_date
LEFT JOIN due_day AS p
    ON p.timescale = 'ehc_needs_assessment' AND p.step = 'plan' AND p.clock_date = l.request_date
WHERE l.request_date IS NOT NULL
