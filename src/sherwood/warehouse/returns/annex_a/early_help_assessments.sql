-- Annex A list 2: early help assessments going on, or completed in the six months to the day.
-- grain: one row a child and first day
-- key: person_key, start_date
-- rules: a case system tells of early help cases, of which the end stands for the assessment's completion.
SELECT
    e.person_key,
    e.source_row,
    e.start_date,
    CASE WHEN e.end_date <= $as_at THEN e.end_date END AS completion_date,
    e.organisation
FROM early_help AS e
WHERE e.start_date <= $as_at AND e.end_date >= $since
