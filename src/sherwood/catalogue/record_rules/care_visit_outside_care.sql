-- Visits recorded at a time when no period of care was open.
-- grain: one row per row of looked_after_visit at fault
-- key: source_row
SELECT
    v.authority,
    v.feed,
    v.person_key,
    v.source_row,
    CAST(v.visit_date AS VARCHAR) AS subject,
    v.visit_date AS fault_date,
    'Visit on ' || CAST(v.visit_date AS VARCHAR) || ' while no period of care was open' AS told
FROM looked_after_visit AS v
WHERE v.period_of_care_key IS NULL
