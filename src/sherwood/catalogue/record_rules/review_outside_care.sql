-- Reviews recorded at a time when no period of care was open.
-- grain: one row per row of review at fault
-- key: source_row
SELECT
    v.authority,
    v.feed,
    v.person_key,
    v.source_row,
    CAST(v.review_date AS VARCHAR) AS subject,
    v.review_date AS fault_date,
    'Review on ' || CAST(v.review_date AS VARCHAR) || ' while no period of care was open' AS told
FROM review AS v
WHERE v.period_of_care_key IS NULL
