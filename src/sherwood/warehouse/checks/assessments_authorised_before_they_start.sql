-- Assessments were authorised before they started.
-- on failure: warn
-- remedy: correct the dates at source; until then the assessment counts as completed but has no working days
SELECT a.source_row
FROM assessment AS a
WHERE a.authorised_date < a.start_date
