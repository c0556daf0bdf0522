-- Children are allocated to workers whom the council's settings do not list, so that no team is responsible.
-- on failure: warn
-- remedy: add the worker with team and dates to council/teams.toml
SELECT a.source_row
FROM allocation AS a
WHERE a.team_id IS NULL AND EXISTS (SELECT 1 FROM worker AS w)
