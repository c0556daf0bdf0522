-- Children looked after on the last day of the data for whom no worker is responsible on that day; not asked where no allocations were received at all.
-- grain: one row per row of period_of_care at fault
-- key: source_row
SELECT
    p.authority,
    p.feed,
    p.person_key,
    p.source_row,
    CAST(p.start_date AS VARCHAR) AS subject,
    p.start_date AS fault_date,
    'Looked after since ' || CAST(p.start_date AS VARCHAR) || ' without an allocated worker' AS told
FROM period_of_care AS p
JOIN build_facts AS b ON b.authority = p.authority
WHERE
    NOT p.is_short_break
    AND p.start_date <= b.data_date
    AND b.data_date < p.until_date
    AND EXISTS (SELECT 1 FROM allocation AS n)
    AND NOT EXISTS (
        SELECT 1
        FROM allocation AS a
        WHERE
            a.authority = p.authority
            AND a.person_key = p.person_key
            AND a.worker_id IS NOT NULL
            AND a.start_date <= b.data_date
            AND b.data_date <= a.through_date
    )
