-- Episodes of care for which no kind of placement is recorded.
-- grain: one row per row of episode at fault
-- key: source_row
SELECT
    e.authority,
    e.feed,
    e.person_key,
    e.source_row,
    CAST(e.start_date AS VARCHAR) AS subject,
    e.start_date AS fault_date,
    'Episode from ' || CAST(e.start_date AS VARCHAR) || ' has no placement' AS told
FROM episode AS e
WHERE e.placement_type IS NULL
