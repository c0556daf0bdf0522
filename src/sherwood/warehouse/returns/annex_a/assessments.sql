-- Annex A list 4: assessments going on, or authorised in the six months to the day.
-- grain: one row a child and start
-- key: person_key, start_date
-- rules: what an assessment found is known once it is authorised. One never authorised went on until its case closed, and no longer.
SELECT
    a.person_key,
    a.source_row,
    a.start_date,
    a.child_seen,
    CASE WHEN a.authorised_date <= $as_at THEN a.authorised_date END AS authorised_date,
    CASE WHEN a.authorised_date <= $as_at THEN NOT a.is_no_further_action END AS requires_support
FROM assessment AS a
WHERE a.start_date <= $as_at AND (a.until_date >= $since OR a.authorised_date BETWEEN $since AND $as_at)
