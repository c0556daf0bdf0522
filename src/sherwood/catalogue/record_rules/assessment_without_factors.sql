-- Assessments authorised in the last year that hold no factors.
-- grain: one row per row of assessment at fault
-- key: source_row
SELECT
    a.authority,
    a.feed,
    a.person_key,
    a.source_row,
    CAST(a.start_date AS VARCHAR) AS subject,
    a.authorised_date AS fault_date,
    'Assessment of ' || CAST(a.start_date AS VARCHAR) || ', authorised ' || CAST(a.authorised_date AS VARCHAR) || ', has no factors'
    AS told
FROM assessment AS a
JOIN build_facts AS b ON b.authority = a.authority
WHERE
    a.has_factors = FALSE
    AND NOT COALESCE(a.is_no_further_action, FALSE)
    AND a.authorised_date <= b.data_date
    AND a.authorised_date > b.data_date - INTERVAL 1 YEAR
