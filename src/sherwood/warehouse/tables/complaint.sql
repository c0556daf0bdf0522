-- Complaints: complaints about the service, stage by stage.
-- grain: one row per complaint and stage
-- key: complaint_number, stage
-- rules: a stage is answered within 10, 25 or 30 working days (Children Act 1989 Representations Procedure (England)
--   Regulations 2006); the longer limits for complex complaints are not assumed.
SELECT
    l.authority,
    l.feed,
    l.source_row,
    l.complaint_number,
    l.stage,
    l.received_date,
    COALESCE(t.team_id, l.team) AS team_id,
    l.is_from_child,
    d.due_date,
    COALESCE(l.answered_date, DATE '9999-12-31') AS answered_date,
    l.outcome
FROM landing_quality_complaints AS l
LEFT JOIN team_alias AS t ON t.said = REPLACE(LOWER(TRIM(l.team)), ' ', '')
LEFT JOIN due_day AS d
    ON d.timescale = 'complaint' AND d.step = l.stage AND d.clock_date = l.received_date
