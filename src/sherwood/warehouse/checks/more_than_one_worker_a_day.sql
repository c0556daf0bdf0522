-- Two workers are responsible for a child on one day.
-- on failure: stop
-- remedy: the rule that cuts allocations has gone wrong; report it with this message
WITH followed AS (
    SELECT
        a.source_row,
        a.through_date,
        LEAD(a.start_date) OVER (PARTITION BY a.person_key ORDER BY a.start_date, a.source_row) AS next_start_date
    FROM allocation AS a
)
SELECT f.source_row
FROM followed AS f
WHERE f.through_date >= f.next_start_date
