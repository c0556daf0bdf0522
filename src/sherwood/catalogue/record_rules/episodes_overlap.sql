-- Episodes recorded as ending after the child's next one began; they are cut at that day.
-- grain: one row per row of episode at fault
-- key: source_row
SELECT
    e.authority,
    e.feed,
    e.person_key,
    e.source_row,
    CAST(e.start_date AS VARCHAR) AS subject,
    e.next_start_date AS fault_date,
    'Episode from ' || CAST(e.start_date AS VARCHAR) || ' ends ' || CAST(e.end_date AS VARCHAR) || ', the next began '
    || CAST(e.next_start_date AS VARCHAR) AS told
FROM episode AS e
WHERE e.end_date > e.next_start_date AND e.end_date < DATE '9999-12-31'
