-- Care proceedings: cases before and in court, from the letter before proceedings to the final order.
-- grain: one row per case and child
-- key: case_number, person_key
-- rules: pre-proceedings end on the day the tracker says, else when the application is issued. Final orders are due
--   within 26 weeks of the issue (Children Act 1989, section 32).
WITH reached AS (
    SELECT
        s.authority,
        s.feed,
        s.person_key,
        s.case_number,
        MIN(s.source_row) AS source_row,
        MIN(CASE WHEN s.stage = 'pre_proceedings' THEN s.stage_date END) AS pre_proceedings_date,
        MIN(CASE WHEN s.stage = 'pre_proceedings_ended' THEN s.stage_date END) AS pre_proceedings_end_date,
        MIN(CASE WHEN s.stage = 'issue' THEN s.stage_date END) AS issue_date,
        MIN(CASE WHEN s.stage = 'final' THEN s.stage_date END) AS final_date,
        MIN(CASE WHEN s.stage = 'final' THEN s.order_made END) AS order_made
    FROM court_stage AS s
    GROUP BY s.authority, s.feed, s.person_key, s.case_number
)
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    c.case_number,
    c.pre_proceedings_date,
    COALESCE(c.pre_proceedings_end_date, c.issue_date, DATE '9999-12-31') AS pre_proceedings_end_date,
    COALESCE(c.issue_date, DATE '9999-12-31') AS issue_date,
    COALESCE(c.final_date, DATE '9999-12-31') AS final_date,
    d.due_date,
    c.order_made,
    CAST(DATE_DIFF('day', c.issue_date, c.final_date) AS INTEGER) AS duration_days
FROM reached AS c
LEFT JOIN due_day AS d ON d.timescale = 'care_proceedings' AND d.step = 'only' AND d.clock_date = c.issue_date
