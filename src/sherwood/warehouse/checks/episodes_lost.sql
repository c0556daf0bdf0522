-- Episodes were landed that are in no table.
-- on failure: stop
-- remedy: the child's record could not be linked; build again with `sherwood build --full` and report it if it stays
SELECT l.source_row
FROM landing_ssda903_episodes AS l
LEFT JOIN episode AS e ON e.source_row = l.source_row
WHERE e.source_row IS NULL
