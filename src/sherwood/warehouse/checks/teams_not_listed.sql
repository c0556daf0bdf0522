-- Children are allocated in teams that are on no list, so that they count as not known in figures by team.
-- on failure: warn
-- remedy: add the team to council/teams.toml, or load the case system's departments
SELECT a.source_row, a.team_id AS told
FROM allocation AS a
WHERE a.team_id NOT IN (SELECT o.team_id FROM organisation AS o) AND EXISTS (SELECT 1 FROM organisation AS o)
