-- Visits recorded at a time when no child in need plan was open.
-- grain: one row per row of child_in_need_visit at fault
-- key: source_row
SELECT
    v.authority,
    v.feed,
    v.person_key,
    v.source_row,
    CAST(v.visit_date AS VARCHAR) AS subject,
    v.visit_date AS fault_date,
    'Visit on ' || CAST(v.visit_date AS VARCHAR) || ' while no child in need plan was open' AS told
FROM child_in_need_visit AS v
WHERE v.plan_key IS NULL
