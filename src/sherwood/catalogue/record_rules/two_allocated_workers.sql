-- Involvements as allocated worker on the last day of the data, of a child with two such of different workers.
-- grain: one row per row of involvement at fault
-- key: source_row
WITH allocated AS (
    SELECT i.*
    FROM involvement AS i
    JOIN build_facts AS b ON b.authority = i.authority
    WHERE i.is_allocated AND i.start_date <= b.data_date AND COALESCE(i.end_date, DATE '9999-12-31') > b.data_date
)
SELECT
    i.authority,
    i.feed,
    i.person_key,
    i.source_row,
    CAST(i.start_date AS VARCHAR) AS subject,
    i.start_date AS fault_date,
    'Allocated since ' || CAST(i.start_date AS VARCHAR) || ' beside another worker since ' || CAST(MAX(o.start_date) AS VARCHAR) AS told
FROM allocated AS i
JOIN allocated AS o
    ON o.authority = i.authority
    AND o.person_key = i.person_key
    AND o.worker_id <> i.worker_id
    AND (o.start_date > i.start_date OR (o.start_date = i.start_date AND o.source_row > i.source_row))
GROUP BY i.authority, i.feed, i.person_key, i.source_row, i.start_date
