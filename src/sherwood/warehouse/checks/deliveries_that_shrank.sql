-- A later delivery of the same year holds less than half the rows of the one it replaces, as a truncated file would.
-- on failure: warn
-- remedy: ask for the file again unless so many rows were meant to go; load the earlier file once more to have them back
WITH delivered AS (
    SELECT
        authority,
        feed,
        table_name,
        period,
        sequence,
        SUM(rows_accepted) AS rows_accepted,
        MIN(file) AS file
    FROM landing_delivery
    GROUP BY authority, feed, table_name, period, sequence
),

beside AS (
    SELECT
        file,
        period,
        rows_accepted,
        LAG(rows_accepted) OVER (PARTITION BY authority, feed, table_name, period ORDER BY sequence) AS rows_before,
        ROW_NUMBER() OVER (PARTITION BY authority, feed, table_name, period ORDER BY sequence DESC) AS from_the_last
    FROM delivered
)

SELECT
    file || ' (' || period || '): ' || CAST(rows_before AS TEXT) || ' rows before, ' || CAST(rows_accepted AS TEXT) || ' now'
        AS source_row
FROM beside
WHERE from_the_last = 1 AND rows_before >= 20 AND rows_accepted * 2 < rows_before
