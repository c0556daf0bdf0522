-- A child has two child protection plans, or two child in need plans, on one day.
-- on failure: warn
-- remedy: correct the end of the earlier plan or the start of the later one at source; until then both are counted
WITH followed AS (
    SELECT
        p.source_row,
        p.end_date,
        LEAD(p.start_date) OVER (PARTITION BY p.person_key ORDER BY p.start_date, p.source_row) AS next_start_date
    FROM child_protection_plan AS p
    UNION ALL
    SELECT
        p.source_row,
        p.end_date,
        LEAD(p.start_date) OVER (PARTITION BY p.person_key ORDER BY p.start_date, p.source_row) AS next_start_date
    FROM child_in_need_plan AS p
)
SELECT f.source_row
FROM followed AS f
WHERE f.next_start_date < f.end_date
