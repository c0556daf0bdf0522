-- A child is in two ordinary episodes, or two of short breaks, on one day.
-- on failure: stop
-- remedy: the rule that cuts episodes has gone wrong; report it with this message
WITH followed AS (
    SELECT
        e.source_row,
        e.until_date,
        LEAD(e.start_date) OVER (
            PARTITION BY e.person_key, e.is_short_break ORDER BY e.start_date, e.sequence
        ) AS next_start_date
    FROM episode AS e
)
SELECT f.source_row
FROM followed AS f
WHERE f.until_date > f.next_start_date
