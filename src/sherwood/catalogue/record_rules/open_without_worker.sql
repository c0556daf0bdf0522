-- Children in need on the last day of the data for whom no worker is responsible on that day; not asked where no allocations were received at all.
-- grain: one row per row of child_in_need at fault
-- key: source_row
SELECT
    c.authority,
    c.feed,
    c.person_key,
    c.source_row,
    CAST(c.start_date AS VARCHAR) AS subject,
    c.start_date AS fault_date,
    'Case of ' || CAST(c.start_date AS VARCHAR) || ' has no allocated worker' AS told
FROM child_in_need AS c
JOIN build_facts AS b ON b.authority = c.authority
WHERE
    c.start_date <= b.data_date
    AND b.data_date < c.end_date
    AND EXISTS (SELECT 1 FROM allocation AS n)
    AND NOT EXISTS (
        SELECT 1
        FROM allocation AS a
        WHERE
            a.authority = c.authority
            AND a.person_key = c.person_key
            AND a.worker_id IS NOT NULL
            AND a.start_date <= b.data_date
            AND b.data_date <= a.through_date
    )
