-- More sessions were missed than could have been attended.
-- on failure: warn
-- remedy: ask the school to correct the term's sessions and load the file again; until then the child counts as it came
SELECT a.source_row
FROM school_attendance AS a
WHERE a.sessions_missed > a.sessions_possible
