-- Episodes were recorded as ending after the child's next one started, and are cut at that start.
-- on failure: warn
-- remedy: correct the end of the episode at source and load the file again
SELECT e.source_row
FROM episode AS e
WHERE e.end_date > e.next_start_date AND e.end_date < DATE '9999-12-31'
