-- Allocations on the last day of the data to a worker whom neither the council nor the case system lists.
-- grain: one row per row of allocation at fault
-- key: source_row
SELECT
    a.authority,
    a.feed,
    a.person_key,
    a.source_row,
    CAST(a.start_date AS VARCHAR) AS subject,
    a.start_date AS fault_date,
    'Worker ' || a.worker_id || ' is on no list' AS told
FROM allocation AS a
JOIN build_facts AS b ON b.authority = a.authority
WHERE
    a.start_date <= b.data_date
    AND b.data_date <= a.through_date
    AND a.worker_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM worker AS w WHERE w.worker_id = a.worker_id)
