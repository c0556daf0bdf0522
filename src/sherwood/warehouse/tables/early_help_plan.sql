-- Early help assessments and plans: what the early help system holds of a case beside its start and end: who leads, the
--   assessment, the plan, how far the family came.
-- grain: one row per case and child
-- key: case_number, person_key
-- rules: the case itself, which other feeds know too, is told by the table early_help.
WITH numbered AS (
    SELECT
        l.*,
        r.person_key,
        ROW_NUMBER() OVER (
            PARTITION BY l.case_number, r.person_key
            ORDER BY l.period_end DESC, l.received DESC, l.line DESC, l.source_row DESC
        ) AS from_last
    FROM landing_early_help_cases AS l
    JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
)
SELECT
    n.authority,
    n.feed,
    n.person_key,
    n.source_row,
    n.case_number,
    n.family_number,
    n.lead,
    n.start_date,
    COALESCE(n.end_date, DATE '9999-12-31') AS end_date,
    a.due_date AS assessment_due_date,
    COALESCE(n.assessment_date, DATE '9999-12-31') AS assessment_date,
    n.last_review_date,
    v.due_date AS review_due_date,
    n.score_at_start,
    n.score_at_end
FROM numbered AS n
LEFT JOIN due_day AS a ON a.timescale = 'early_help_assessment' AND a.step = 'only' AND a.clock_date = n.start_date
LEFT JOIN due_day AS v
    ON v.timescale = 'early_help_review'
    AND v.step = 'only'
    AND v.clock_date = COALESCE(n.last_review_date, n.start_date)
WHERE n.from_last = 1
