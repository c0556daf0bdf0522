-- Case audits: audits of case files with their grades.
-- grain: one row per audit
-- key: audit_number
-- rules: the grade is of the file, never of a worker: no worker is named.
SELECT
    l.authority,
    l.feed,
    r.person_key,
    l.source_row,
    l.audit_number,
    l.audit_date,
    COALESCE(t.team_id, l.team) AS team_id,
    COALESCE(l.moderated_grade, l.grade) AS grade,
    l.grade AS first_grade,
    l.moderated_grade <> l.grade AS is_changed
FROM landing_quality_audits AS l
JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
LEFT JOIN team_alias AS t ON t.said = REPLACE(LOWER(TRIM(l.team)), ' ', '')
