-- Visits of the last year of which no feed says whether the child was seen.
-- grain: one row per row of looked_after_visit at fault
-- key: source_row
SELECT
    v.authority,
    v.feed,
    v.person_key,
    v.source_row,
    CAST(v.visit_date AS VARCHAR) AS subject,
    v.visit_date AS fault_date,
    'Visit on ' || CAST(v.visit_date AS VARCHAR) || ' does not say whether the child was seen' AS told
FROM looked_after_visit AS v
JOIN build_facts AS b ON b.authority = v.authority
WHERE v.is_seen IS NULL AND v.visit_date > b.data_date - INTERVAL 1 YEAR
