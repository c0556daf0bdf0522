-- Children are allocated to workers who are on no list or in no team, so that no figure by worker or team can name them.
-- on failure: warn
-- remedy: add the worker with team and dates to council/teams.toml, or load the case system's professionals
SELECT a.source_row, a.worker_id AS told
FROM allocation AS a
WHERE a.worker_id NOT IN (SELECT w.worker_id FROM worker AS w) AND EXISTS (SELECT 1 FROM worker AS w)
UNION ALL
SELECT a.source_row, w.worker_name AS told
FROM allocation AS a
JOIN (
    SELECT k.worker_id, MIN(k.worker_name) AS worker_name
    FROM worker AS k
    GROUP BY k.worker_id
) AS w ON w.worker_id = a.worker_id
WHERE a.team_id IS NULL
