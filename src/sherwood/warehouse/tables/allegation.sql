-- Allegations: allegations against people who work with children, as the designated officer keeps them.
-- grain: one row per allegation
-- key: allegation_number
-- rules: a closed area: it names no child, no adult, no worker, no carer and no school, and no column of it may be
--   joined to one. An employer reports within one working day of knowing (Working Together to Safeguard Children).
SELECT
    l.authority,
    l.feed,
    l.source_row,
    l.allegation_number,
    l.aware_date,
    l.referral_date,
    d.due_date AS report_due_date,
    l.sector,
    l.kind,
    COALESCE(l.meeting_date, DATE '9999-12-31') AS meeting_date,
    l.outcome,
    COALESCE(l.closed_date, DATE '9999-12-31') AS closed_date,
    CAST(DATE_DIFF('day', l.referral_date, l.closed_date) AS INTEGER) AS duration_days
FROM landing_lado_allegations AS l
LEFT JOIN due_day AS d ON d.timescale = 'allegation_report' AND d.step = 'only' AND d.clock_date = l.aware_date
