-- Episodes have no end though the child's next one has started, and are cut at that start.
-- on failure: warn
-- remedy: record the end of the episode at source and load the file again
SELECT e.source_row
FROM episode AS e
WHERE e.end_date = DATE '9999-12-31' AND e.next_start_date < DATE '9999-12-31'
