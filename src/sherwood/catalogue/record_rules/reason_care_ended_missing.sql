-- Episodes that ended, with no reason why.
-- grain: one row per row of episode at fault
-- key: source_row
SELECT
    e.authority,
    e.feed,
    e.person_key,
    e.source_row,
    CAST(e.start_date AS VARCHAR) AS subject,
    e.end_date AS fault_date,
    'Episode from ' || CAST(e.start_date AS VARCHAR) || ' ended ' || CAST(e.end_date AS VARCHAR) || ' without a reason' AS told
FROM episode AS e
WHERE e.reason_ceased IS NULL AND e.end_date < DATE '9999-12-31'
