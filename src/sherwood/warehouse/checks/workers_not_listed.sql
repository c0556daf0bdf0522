-- Children are allocated to workers who are on no list, so that no figure by worker or team can name them.
-- on failure: warn
-- remedy: add the worker with team and dates to council/teams.toml, or load the case system's professionals
SELECT a.source_row
FROM allocation AS a
WHERE a.worker_id NOT IN (SELECT w.worker_id FROM worker AS w) AND EXISTS (SELECT 1 FROM worker AS w)
UNION ALL
SELECT a.source_row
FROM allocation AS a
WHERE a.team_id IS NULL AND a.worker_id IN (SELECT w.worker_id FROM worker AS w)
