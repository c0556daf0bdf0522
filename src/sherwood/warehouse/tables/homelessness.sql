-- Homelessness applications: applications for help with homelessness, of the main applicant.
-- grain: one row per application
-- key: application_number
-- rules: an application without a decision is open; a duty that has not ended goes on.
SELECT
    l.authority,
    l.feed,
    r.person_key,
    l.source_row,
    l.application_number,
    l.applied_date,
    l.children,
    l.reason,
    l.decision,
    COALESCE(l.decision_date, DATE '9999-12-31') AS decision_date,
    COALESCE(l.ended_date, DATE '9999-12-31') AS end_date,
    l.ending
FROM landing_housing_applications AS l
JOIN person_record AS r ON r.feed = l.feed AND r.source_id = l.source_id
