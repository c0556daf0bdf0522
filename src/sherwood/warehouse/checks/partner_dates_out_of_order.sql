-- Rows of partners' feeds end, or are decided, answered or found, before they start.
-- on failure: warn
-- remedy: ask the partner to correct the dates and load the file again; until then the row stands as it came
SELECT x.source_row
FROM mash_contact AS x
WHERE x.decision_date < x.contact_date
UNION ALL
SELECT x.source_row
FROM mash_contact AS x
WHERE x.referrer_told_date < x.contact_date
UNION ALL
SELECT x.source_row
FROM mash_request AS x
WHERE x.replied_date < x.asked_date
UNION ALL
SELECT x.source_row
FROM private_fostering AS x
WHERE x.end_date < x.notification_date
UNION ALL
SELECT x.source_row
FROM private_fostering AS x
WHERE x.first_visit_date < x.notification_date
UNION ALL
SELECT x.source_row
FROM allegation AS x
WHERE x.closed_date < x.referral_date
UNION ALL
SELECT x.source_row
FROM early_help_plan AS x
WHERE x.assessment_date < x.start_date
UNION ALL
SELECT x.source_row
FROM missing_report AS x
WHERE x.found_date < x.missing_date
UNION ALL
SELECT x.source_row
FROM police_incident AS x
WHERE x.outcome_date < x.incident_date
UNION ALL
SELECT x.source_row
FROM exploitation_concern AS x
WHERE x.closed_date < x.opened_date
UNION ALL
SELECT x.source_row
FROM youth_offence AS x
WHERE x.outcome_date < x.offence_date
UNION ALL
SELECT x.source_row
FROM youth_intervention AS x
WHERE x.end_date < x.start_date
UNION ALL
SELECT x.source_row
FROM substance_treatment AS x
WHERE x.end_date < x.start_date AND x.start_date < DATE '9999-12-31'
UNION ALL
SELECT x.source_row
FROM tenancy AS x
WHERE x.end_date < x.start_date
UNION ALL
SELECT x.source_row
FROM homelessness AS x
WHERE x.decision_date < x.applied_date
UNION ALL
SELECT x.source_row
FROM temporary_accommodation AS x
WHERE x.end_date < x.start_date
UNION ALL
SELECT x.source_row
FROM care_proceedings AS x
WHERE x.final_date < x.issue_date AND x.issue_date < DATE '9999-12-31'
UNION ALL
SELECT x.source_row
FROM foster_household AS x
WHERE x.end_date < x.approval_date
UNION ALL
SELECT x.source_row
FROM adoption_panel_item AS x
WHERE x.decision_date < x.panel_date
UNION ALL
SELECT x.source_row
FROM placement_cost AS x
WHERE x.end_date < x.start_date
UNION ALL
SELECT x.source_row
FROM worker_post AS x
WHERE x.end_date < x.start_date
UNION ALL
SELECT x.source_row
FROM worker_absence AS x
WHERE x.end_date < x.start_date
UNION ALL
SELECT x.source_row
FROM complaint AS x
WHERE x.answered_date < x.received_date
UNION ALL
SELECT x.source_row
FROM sen_request AS x
WHERE x.decision_date < x.request_date
UNION ALL
SELECT x.source_row
FROM sen_request AS x
WHERE x.outcome_date < x.request_date
UNION ALL
SELECT x.source_row
FROM ehc_plan AS x
WHERE x.end_date < x.start_date
UNION ALL
SELECT x.source_row
FROM ehc_review AS x
WHERE x.decided_date < x.review_date
UNION ALL
SELECT x.source_row
FROM school_pupil AS x
WHERE x.leaving_date < x.entry_date
